package io.carillon.trials.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The server's jar, made quick to start: unpacked by its own means, with the cache of loaded
/// classes that a first life has left behind. The classes are the same; a node is up in half the
/// time, and leaves more of a small machine to the others.
final class ServerJar {
    private static final List<String> OPTIONS =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED");

    private final Path jar;
    private final Path cache;

    private ServerJar(Path jar, Path cache) {
        this.jar = jar;
        this.cache = cache;
    }

    /// Unpacks the jar below this folder, unless this very jar was unpacked there before.
    static synchronized ServerJar unpacked(Path jar, Path folder)
            throws IOException, InterruptedException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is missing: build it first, with mvn package");
        }
        Path into = folder.resolve("server-" + digest(jar));
        ServerJar unpacked =
                new ServerJar(into.resolve(jar.getFileName()), into.resolve("classes.aot"));
        if (!Files.exists(unpacked.cache)) {
            unpacked.unpack(jar, into);
        }
        return unpacked;
    }

    /// A copy of it in this folder, with a safeguard taken out. `home` is where its sources are.
    ServerJar broken(Variant variant, Path home, Path folder) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Path original = jar.resolveSibling("lib");
        try (Stream<Path> jars = Files.list(original)) {
            for (Path one : jars.toList()) {
                Files.copy(one, lib.resolve(original.relativize(one)));
            }
        }
        Path copy = Files.copy(jar, folder.resolve("carillon-server.jar"));
        variant.applyTo(lib, home, folder);
        return new ServerJar(copy, folder.resolve("no cache, for other classes"));
    }

    /// How a node is started with this jar.
    NodeProcess.Command command(Map<String, String> environment) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dcarillon.webhook.look-shown=true");
        if (Files.exists(cache)) {
            options.add("-XX:AOTCache=" + cache);
        }
        return new NodeProcess.Command(jar, options, environment);
    }

    private static String digest(Path jar) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void unpack(Path packed, Path into) throws IOException, InterruptedException {
        Files.createDirectories(into);
        Process unpacking =
                new ProcessBuilder(
                                NodeProcess.JAVA,
                                "-Djarmode=tools",
                                "-jar",
                                packed.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                into.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(into.resolve("unpacking.log").toFile())
                        .start();
        if (unpacking.waitFor() != 0) {
            throw new IOException("cannot unpack " + packed + ": see " + into);
        }
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-XX:AOTCacheOutput=" + cache);
        NodeProcess first =
                NodeProcess.start(
                        "first",
                        into.resolve("first"),
                        new NodeProcess.Command(jar, options, Map.of()));
        try {
            first.awaitReady();
        } finally {
            first.terminate();
        }
    }
}
