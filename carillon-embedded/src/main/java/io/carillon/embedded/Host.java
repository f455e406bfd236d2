package io.carillon.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the machine offers to a PostgreSQL of our own.
///
/// @param caches folders for the unpacked programs, the best first; the data folder is the last
///   resort
/// @param accounts whom to run PostgreSQL as, the best first
record Host(
        Platform platform,
        List<Path> caches,
        List<ServerAccount> accounts,
        Postmaster.PortChoice ports) {

    Host {
        caches = List.copyOf(caches);
        accounts = List.copyOf(accounts);
    }

    static Host current() {
        return new Host(
                Platform.current(),
                List.of(userCache().resolve("carillon")),
                ServerAccount.candidates(),
                Postmaster::freePort);
    }

    private static Path userCache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    }

    /// The first cache that we can write to and the account can run programs from.
    Path cacheFor(ServerAccount account, DataFolder folder) {
        return caches.stream()
                .filter(cache -> writable(cache) && account.canEnter(cache))
                .findFirst()
                .orElse(folder.root());
    }

    private static boolean writable(Path cache) {
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache);
        } catch (IOException e) {
            return false;
        }
    }
}
