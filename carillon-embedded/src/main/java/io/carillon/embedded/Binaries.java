package io.carillon.embedded;

import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/// PostgreSQL's programs, unpacked. They are unpacked once for all data folders of a user, into a
/// folder named after their version and a hash of their archive: never into the shared temporary
/// folder, where somebody else could have put programs of theirs under that name.
record Binaries(Path cache, String name) {

    static final String VERSION = version();

    static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));

    private static final String EXTENT = "extent.txt";

    private static final int HASH_LETTERS = 12;

    private Path home() {
        return cache.resolve(name);
    }

    Path program(String program) {
        return home().resolve("bin").resolve(program);
    }

    /// The programs in `cache`, unpacked there if they are not yet.
    static Binaries in(Path cache, Platform platform) throws IOException {
        var archive = platform.archive();
        var binaries = new Binaries(cache, "postgres-" + VERSION + "-" + fingerprint(archive));
        if (!binaries.complete()) {
            binaries.unpack(archive);
        }
        return binaries;
    }

    // The files are not forced to the disk one by one: that takes seconds for a thousand of them. A
    // power cut may empty some, and a cleaner take some away; then the extent no longer fits.
    boolean complete() throws IOException {
        var extent = home().resolve(EXTENT);
        return Files.exists(extent) && Files.readString(extent).equals(extent(home()));
    }

    private static String extent(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            var sizes =
                    paths.filter(path -> !path.endsWith(EXTENT))
                            .map(Path::toFile)
                            .filter(File::isFile)
                            .mapToLong(File::length)
                            .summaryStatistics();
            return sizes.getCount() + " files, " + sizes.getSum() + " bytes\n";
        }
    }

    // Under a name of its own, then renamed: whoever starts at the same time sees all of it or
    // none.
    private void unpack(URL archive) throws IOException {
        var unpacking = Files.createTempDirectory(cache, ".unpacking-");
        try {
            Folders.sweepBeside(unpacking, ".unpacking-", Folders.ABANDONED);
            try (var packed = new BufferedInputStream(archive.openStream())) {
                Archive.unpack(packed, unpacking);
            }
            Files.writeString(unpacking.resolve(EXTENT), extent(unpacking));
            Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
            if (Files.exists(home()) && !complete()) {
                Folders.delete(home()); // something has taken files away from it
            }
            Folders.rename(unpacking, home());
        } catch (IOException e) {
            Folders.delete(unpacking);
            if (!complete()) { // else another start was faster
                throw e;
            }
        }
    }

    private static String fingerprint(URL archive) throws IOException {
        try (var in = new DigestInputStream(archive.openStream(), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            var hash = HexFormat.of().formatHex(in.getMessageDigest().digest());
            return hash.substring(0, HASH_LETTERS);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String version() {
        try (var in = Binaries.class.getResourceAsStream("postgres.properties")) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
