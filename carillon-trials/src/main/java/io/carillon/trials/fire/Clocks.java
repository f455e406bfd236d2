package io.carillon.trials.fire;

import io.carillon.trials.history.Event.ClockStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The wall clocks of the nodes and of the database, by libfaketime: each as far from the true one
/// as a file of its own says. A node's is elsewhere a moment after that file was changed, the
/// database's at once; or, where it is set only while the database is down, at its next start.
/// Their monotonic clocks are left alone.
final class Clocks {
    static final String MISSING = "libfaketime is missing: install Debian's faketime";

    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Path folder;
    private final Path library;

    private final boolean setWhileDown;

    private Clocks(Path folder, Path library, boolean setWhileDown) {
        this.folder = folder;
        this.library = library;
        this.setWhileDown = setWhileDown;
    }

    /// `setWhileDown` says that the database's clock is set only while the database is down.
    static Clocks in(Path folder, boolean setWhileDown) throws IOException {
        Files.createDirectories(folder);
        Path library = library().orElseThrow(() -> new IOException(MISSING));
        return new Clocks(folder, library, setWhileDown);
    }

    /// Whether clocks can be set on this machine.
    static boolean canBeSet() throws IOException {
        return library().isPresent();
    }

    private static Optional<Path> library() throws IOException {
        try (Stream<Path> found =
                Files.find(
                        LIBRARIES,
                        3,
                        (path, _) -> path.endsWith(Path.of("faketime", "libfaketime.so.1")))) {
            return found.findFirst();
        }
    }

    /// From now on this clock is that far ahead.
    void set(String whose, Duration ahead) throws IOException {
        Path next = folder.resolve(whose + ".next");
        Files.writeString(next, String.format(Locale.ROOT, "%+d\n", ahead.toSeconds()));
        // So that nobody ever reads half of it.
        Files.move(next, folder.resolve(whose), StandardCopyOption.ATOMIC_MOVE);
    }

    /// What its owner must be started with.
    Map<String, String> environment(String whose) throws IOException {
        if (!Files.exists(folder.resolve(whose))) {
            set(whose, Duration.ZERO);
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", folder.resolve(whose).toString());
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // With a fix of the library's for monotonic waits, they would return at once.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        if (!whose.equals(ClockStep.DATABASE)) {
            environment.put("FAKETIME_CACHE_DURATION", "1");
        } else if (setWhileDown) {
            // To read the file it takes memory, also where PostgreSQL asks for the time in the
            // handler of a signal: now and then that broke the heap of a process.
            environment.put("FAKETIME_CACHE_DURATION", "" + Duration.ofDays(30).toSeconds());
        } else {
            // The processes of the database must agree about each instant.
            environment.put("FAKETIME_NO_CACHE", "1");
        }
        return environment;
    }
}
