package io.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every file of the repository keeps to, and that the repository says whose it is.
class TrackedFilesTest {
    private static final int LINES_MAX = 400;
    private static final int LINES_MEDIAN_MAX = 120;

    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w./~*$}:-])/(?:root|home|work|tmp|Users|private/var)/");

    private static final Pattern REGISTRY_HOST =
            Pattern.compile(
                    "repo1?\\.maven(?:\\.apache)?\\.org|\\bmaven\\.google\\.com|\\bsonatype\\.(?:org|com)"
                            + "|registry\\.(?:npmjs\\.org|yarnpkg\\.com)|\\bpypi\\.org|pythonhosted\\.org"
                            + "|\\bcrates\\.io|proxy\\.golang\\.org|rubygems\\.org|jitpack\\.io"
                            + "|plugins\\.gradle\\.org|registry-1\\.docker\\.io|\\bghcr\\.io");

    @Test
    void no_file_names_a_path_of_one_machine() {
        assertThat(linesWith(MACHINE_PATH, Repository.files()))
                .as("paths of one machine: take a relative one, a temporary folder or a setting")
                .isEmpty();
    }

    @Test
    void no_file_names_a_package_registry() {
        assertThat(linesWith(REGISTRY_HOST, Repository.files()))
                .as("hosts of registries: each machine's own tool settings say where packages are")
                .isEmpty();
    }

    @Test
    void no_main_class_is_too_long_to_read_at_a_sitting() {
        assertThat(tooLong(Repository.mainJava()))
                .as("files over %d lines: a second idea is in there, give it a file", LINES_MAX)
                .isEmpty();
        assertThat(medianOfLines(Repository.mainJava()))
                .as("the median length: files grow, look for what should be two")
                .isLessThanOrEqualTo(LINES_MEDIAN_MAX);
    }

    @Test
    void no_module_is_empty() {
        assertThat(Repository.modules()).isNotEmpty();
        assertThat(empty(Repository.modules(), Repository.mainJava()))
                .as("modules without a class: a module comes with the code that fills it")
                .isEmpty();
    }

    @Test
    void the_licence_is_apache_2_in_the_pom_and_in_full() {
        assertThat(Repository.file("pom.xml").text())
                .as("the root pom names its licence by its SPDX id")
                .contains("<name>Apache-2.0</name>")
                .contains("<url>https://www.apache.org/licenses/LICENSE-2.0</url>");
        assertThat(Repository.file("LICENSE").text())
                .as("LICENSE is the whole Apache licence 2.0, unchanged")
                .containsSubsequence(
                        "Apache License",
                        "Version 2.0, January 2004",
                        "1. Definitions.",
                        "3. Grant of Patent License.",
                        "9. Accepting Warranty or Additional Liability.",
                        "END OF TERMS AND CONDITIONS");
    }

    // The checks, on files that break them; the offences are spelt so that this file has none.

    @Test
    void a_path_of_one_machine_is_caught() {
        for (String folder : List.of("root", "home", "work", "tmp", "Users")) {
            assertThat(linesWith(MACHINE_PATH, List.of(text("x\ndata=/" + folder + "/me/x"))))
                    .containsExactly("notes.txt:2: data=/" + folder + "/me/x");
        }
        for (String fine : List.of("https://example.org%shome/", "target%stmp/", "$HOME%swork/")) {
            assertThat(linesWith(MACHINE_PATH, List.of(text(fine.formatted("/"))))).isEmpty();
        }
    }

    @Test
    void a_registry_is_caught() {
        for (String host : List.of("repo1.maven.%s", "repo.maven.apache.%s", "pypi.%s")) {
            assertThat(linesWith(REGISTRY_HOST, List.of(text("https://" + host.formatted("org")))))
                    .as(host)
                    .hasSize(1);
        }
        assertThat(linesWith(REGISTRY_HOST, List.of(text("https://maven.apache.org/xsd"))))
                .isEmpty();
    }

    @Test
    void long_files_and_empty_modules_are_caught() {
        var longest = new SourceFile("a/src/main/java/A.java", "x\n".repeat(LINES_MAX));
        var tooLong = new SourceFile("a/src/main/java/B.java", "x\n".repeat(LINES_MAX + 1));
        var essay = new SourceFile("b/src/main/java/package-info.java", "x\n");

        assertThat(tooLong(List.of(longest, tooLong, essay))).containsExactly(tooLong.path());
        assertThat(medianOfLines(List.of(longest, essay))).isEqualTo(LINES_MAX);
        assertThat(empty(List.of("a", "b"), List.of(longest, essay))).containsExactly("b");
    }

    private static List<String> linesWith(Pattern pattern, List<SourceFile> files) {
        return files.stream().flatMap(file -> linesWith(pattern, file)).toList();
    }

    private static Stream<String> linesWith(Pattern pattern, SourceFile file) {
        String[] lines = file.text().split("\n", -1);
        return Stream.iterate(0, i -> i < lines.length, i -> i + 1)
                .filter(i -> pattern.matcher(lines[i]).find())
                .map(i -> file.path() + ":" + (i + 1) + ": " + lines[i].strip());
    }

    private static List<String> tooLong(List<SourceFile> files) {
        return files.stream().filter(f -> f.lines() > LINES_MAX).map(SourceFile::path).toList();
    }

    private static int medianOfLines(List<SourceFile> files) {
        int[] lines =
                files.stream()
                        .filter(file -> !file.isPackageInfo())
                        .mapToInt(SourceFile::lines)
                        .sorted()
                        .toArray();
        return lines[lines.length / 2];
    }

    private static List<String> empty(List<String> modules, List<SourceFile> mainJava) {
        return modules.stream()
                .filter(module ->
                        mainJava.stream()
                                .filter(file -> !file.isPackageInfo())
                                .noneMatch(file -> file.isIn(module)))
                .toList();
    }

    private static SourceFile text(String text) {
        return new SourceFile("notes.txt", text);
    }
}
