package io.carillon.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// `postmaster.pid` in the cluster: PostgreSQL's own claim to it. It may outlive its process and,
/// after a reboot, name a stranger's.
record PidFile(Path file, ServerAccount account) {

    // No system numbers its processes so high.
    private static final String NO_PROCESS = Integer.toString(Integer.MAX_VALUE);

    static PidFile in(DataFolder folder, ServerAccount account) {
        return new PidFile(folder.cluster().resolve("postmaster.pid"), account);
    }

    /// The process it names, if any.
    OptionalLong named() throws IOException {
        var first = lines().stream().findFirst().map(String::strip).orElse("");
        return first.matches("\\d{1,10}")
                ? OptionalLong.of(Long.parseLong(first))
                : OptionalLong.empty();
    }

    boolean names(long pid) throws IOException {
        return named().stream().anyMatch(named -> named == pid);
    }

    // The file stays: its other lines let PostgreSQL find out whether an orphaned session still
    // writes. Deleting it, the usual advice, would take that protection away.
    void disown() throws IOException {
        var lines = new ArrayList<>(lines());
        lines.set(0, NO_PROCESS);
        Folders.writeWhole(
                file,
                String.join("\n", lines) + "\n",
                PosixFilePermissions.fromString("rw-------"));
        account.own(file);
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
