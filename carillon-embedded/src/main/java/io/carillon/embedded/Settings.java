package io.carillon.embedded;

import java.util.List;
import java.util.stream.Collectors;

/// What the server runs with, in three tiers.
///
/// - What Carillon's guarantees rest on goes on the command line, where neither a file nor `ALTER
///   SYSTEM` can undo it: durability, passwords, loopback only.
/// - What suits a small service stands in `carillon.conf`, which Carillon rewrites at each start.
/// - `postgresql.conf` is the operator's: written once, it includes `carillon.conf` in its first
///   line, so that whatever stands below holds.
final class Settings {

    static final String OURS = "carillon.conf";
    static final String THEIRS = "postgresql.conf";
    static final String LOOPBACK = "127.0.0.1";

    static final String OPERATORS_FILE =
            """
            include_if_exists '%s'

            # This file is yours: Carillon has written it once and does not touch it again.
            # A setting below this line holds against carillon.conf, which is rewritten at each
            # start. Fixed are fsync, synchronous_commit, full_page_writes, password_encryption,
            # listen_addresses, port and unix_socket_directories.
            """
                    .formatted(OURS);

    static final String SMALL_SERVICE =
            """
            # Rewritten at each start of Carillon: change settings in postgresql.conf instead.
            max_connections = 100
            shared_buffers = '128MB'
            min_wal_size = '80MB'
            max_wal_size = '1GB'
            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'ISO, YMD'
            lc_messages = 'C'
            jit = off               # compiling costs more than our short statements take
            log_checkpoints = off
            """;

    private static final List<String> GUARANTEES =
            List.of(
                    "fsync=on",
                    "synchronous_commit=on",
                    "full_page_writes=on",
                    "password_encryption=scram-sha-256",
                    "listen_addresses=" + LOOPBACK,
                    "unix_socket_directories=");

    private Settings() {}

    /// The words for the server's command line; none needs quoting.
    static String options(int port) {
        return GUARANTEES.stream().collect(Collectors.joining(" -c ", "-c ", " -c port=" + port));
    }
}
