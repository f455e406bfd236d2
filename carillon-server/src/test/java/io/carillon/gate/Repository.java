package io.carillon.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The working tree these tests were built from, and what git tracks in it or is about to.
final class Repository {
    private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
    private static final Path ROOT = root();
    private static final List<SourceFile> FILES = read();

    private Repository() {}

    static List<SourceFile> files() {
        return FILES;
    }

    static List<SourceFile> mainJava() {
        return FILES.stream().filter(SourceFile::isMainJava).toList();
    }

    static List<SourceFile> mainJava(String module) {
        return mainJava().stream().filter(file -> file.isIn(module)).toList();
    }

    static SourceFile file(String path) {
        return FILES.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(path + " is missing: git tracks no such file"));
    }

    static List<String> modules() {
        return MODULE.matcher(file("pom.xml").text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /// Maven starts the tests in their module's folder, an IDE perhaps at the root.
    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("carillon-server/pom.xml")))
                .findFirst()
                .orElseThrow();
    }

    private static List<SourceFile> read() {
        return Arrays.stream(git("ls-files", "-z", "--cached", "--others", "--exclude-standard"))
                .filter(path -> Files.isRegularFile(ROOT.resolve(path)))
                .map(Repository::read)
                .toList();
    }

    private static SourceFile read(String path) {
        try {
            return new SourceFile(path, new String(Files.readAllBytes(ROOT.resolve(path)), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] git(String... arguments) {
        try {
            var command = Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toList();
            var git = new ProcessBuilder(command).directory(ROOT.toFile()).start();
            var answer = new String(git.getInputStream().readAllBytes(), UTF_8);
            if (git.waitFor() != 0) {
                throw new AssertionError("git lists no files: the gate runs in a git clone");
            }
            return answer.split("\0");
        } catch (IOException e) {
            throw new AssertionError("the gate asks git for the tracked files: install git", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
