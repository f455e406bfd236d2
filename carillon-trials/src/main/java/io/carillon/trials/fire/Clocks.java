package io.carillon.trials.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The wall clocks of the nodes, by libfaketime: each as far from the true one as a file of its own
/// says, and elsewhere a moment after that file was changed. Their monotonic clocks are left alone.
final class Clocks {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path folder;
    private final Path library;

    private Clocks(Path folder, Path library) {
        this.folder = folder;
        this.library = library;
    }

    static Clocks in(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> found =
                Files.find(
                        LIBRARIES,
                        3,
                        (path, _) -> path.endsWith(Path.of("faketime", "libfaketime.so.1")))) {
            Path library =
                    found.findFirst()
                            .orElseThrow(() ->
                                    new IOException(
                                            "libfaketime is missing: install Debian's faketime"));
            return new Clocks(folder, library);
        }
    }

    /// From now on this node's clock is that far ahead.
    void set(String node, Duration ahead) throws IOException {
        Files.writeString(
                folder.resolve(node), String.format(Locale.ROOT, "%+d\n", ahead.toSeconds()));
    }

    /// What a node must be started with.
    Map<String, String> environment(String node) throws IOException {
        if (!Files.exists(folder.resolve(node))) {
            set(node, Duration.ZERO);
        }
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", folder.resolve(node).toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // With a fix of the library's for monotonic waits, they would return at once.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }
}
