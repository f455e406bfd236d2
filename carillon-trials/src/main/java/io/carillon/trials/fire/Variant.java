package io.carillon.trials.fire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.trials.TrialResult;
import io.carillon.trials.history.Clause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// The engine with one safeguard taken out: copies of its sources, changed in a folder of their own
/// and compiled against the server as it is, take the place of their classes in a copy of its
/// libraries. The checker must catch it by this clause: another finding may have another cause.
record Variant(String name, Clause caughtBy, List<Change> changes) {
    boolean isCaught(TrialResult result) {
        return result.counts().containsKey(FireTrial.found(caughtBy));
    }

    private static final String SOURCES = "carillon-engine/src/main/java/io/carillon/engine";

    /// In this file of the engine, this text instead of that. The text must be there, once.
    record Change(String file, String text, String instead) {}

    /// Breaks the unpacked server in `lib`, whose sources are below `home`.
    void applyTo(Path lib, Path home, Path folder) throws IOException {
        Path sources = changed(home, folder);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(lib, sources, classes);
        replace(engineOf(lib), classes);
    }

    /// Puts the sources that it changes, changed, into `folder`, and says where.
    Path changed(Path home, Path folder) throws IOException {
        Path sources = folder.resolve("sources");
        for (Change change : changes) {
            Path file = sources.resolve(change.file());
            if (!Files.exists(file)) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.copy(home.resolve(SOURCES).resolve(change.file()), file);
            }
            String before = Files.readString(file);
            if (before.split(Pattern.quote(change.text()), -1).length != 2) {
                throw new IOException(
                        "the variant '%s' does not fit %s any more: it looks for %s"
                                .formatted(name, change.file(), change.text()));
            }
            Files.writeString(file, before.replace(change.text(), change.instead()));
        }
        return sources;
    }

    private static void compile(Path lib, Path sources, Path classes) throws IOException {
        JavaCompiler compiler =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "this is no JDK");
        String classPath = jars(lib).stream().map(Path::toString).collect(Collectors.joining(":"));
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-proc:none", "-nowarn", "-parameters"));
        arguments.addAll(List.of("-d", classes.toString(), "-cp", classPath));
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        Path said = sources.resolveSibling("javac.log");
        try (var log = Files.newOutputStream(said)) {
            if (compiler.run(null, log, log, arguments.toArray(String[]::new)) != 0) {
                throw new IOException(
                        "the variant does not compile: " + Files.readString(said, UTF_8));
            }
        }
    }

    private static void replace(Path jar, Path classes) throws IOException {
        URI inside = URI.create("jar:" + jar.toUri());
        try (FileSystem zip = FileSystems.newFileSystem(inside, Map.of());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = zip.getPath(classes.relativize(file).toString());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Path engineOf(Path lib) throws IOException {
        return jars(lib).stream()
                .filter(jar -> jar.toString().contains("carillon-engine"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> jars(Path lib) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.toList();
        }
    }
}
