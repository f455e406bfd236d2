package io.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents refer to exists: files, tests, settings, problem codes.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern TEST =
            Pattern.compile("`(?:\\w+/)?([A-Z]\\w+)\\.([a-z0-9]+(?:_[a-z0-9]+)+)`");
    private static final Pattern SETTING =
            Pattern.compile("find\\(\"([A-Z_]+)\"\\)|(CARILLON_[A-Z_]+)");

    /// What reads the fields of requests.
    private static final String INPUT = "carillon-engine/src/main/java/io/carillon/engine/input";

    /// What no request can have.
    private static final Set<String> OF_LINES_ONLY = Set.of("invalid_instant");

    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:_[a-z]+)+)\"");

    @Test
    void every_link_leads_to_a_file() {
        Set<String> paths =
                Repository.files().stream().map(SourceFile::path).collect(Collectors.toSet());

        assertThat(
                        documents()
                                .flatMap(document -> targets(document).stream())
                                .filter(target ->
                                        paths.stream()
                                                .noneMatch(path ->
                                                        path.equals(target)
                                                                || path.startsWith(target + "/"))))
                .as("targets of links that are not in the repository")
                .isEmpty();
    }

    @Test
    void every_test_that_a_document_names_exists() {
        List<String> named =
                documents()
                        .flatMap(document -> TEST.matcher(document.text()).results())
                        .map(test -> test.group(1) + "." + test.group(2))
                        .distinct()
                        .toList();

        assertThat(named).hasSizeGreaterThan(40);
        assertThat(named.stream().filter(test -> !isThere(test)))
                .as("tests that documents name and nobody has")
                .isEmpty();
    }

    @Test
    void every_setting_is_in_the_readme() {
        String readme = Repository.file("README.md").text();

        assertThat(
                        Repository.mainJava("carillon-server").stream()
                                .flatMap(file -> SETTING.matcher(file.text()).results())
                                .map(name ->
                                        Optional.ofNullable(name.group(2))
                                                .orElseGet(() -> "CARILLON_" + name.group(1)))
                                .distinct()
                                .filter(name -> !name.endsWith("_")))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    @Test
    void every_problem_code_is_in_the_document_of_the_interface() {
        assertThat(codes("carillon-server", INPUT)).hasSizeGreaterThan(20);
        assertThat(codes("carillon-server", INPUT).filter(code -> !OF_LINES_ONLY.contains(code)))
                .allSatisfy(isIn("docs/api.md"));
    }

    @Test
    void every_code_of_the_command_line_is_in_its_document() {
        assertThat(codes("carillon-cli", INPUT)).hasSizeGreaterThan(10);
        assertThat(codes("carillon-cli", INPUT)).allSatisfy(isIn("docs/cli.md"));
    }

    // The patterns, on texts that hold what they look for.

    @Test
    void links_and_tests_are_recognised() {
        SourceFile document =
                new SourceFile(
                        "docs/adr/x.md",
                        "[a](../time.md#late) [b](https://example.org) `calendar/AnnualTest.after_it_nothing`");

        assertThat(targets(document)).containsExactly("docs/time.md");
        Matcher test = TEST.matcher(document.text());
        assertThat(test.find()).isTrue();
        assertThat(test.group(2)).isEqualTo("after_it_nothing");
    }

    private static Stream<String> codes(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> Repository.mainJava(folder).stream())
                .flatMap(file -> CODE.matcher(file.text()).results())
                .map(code -> code.group(1))
                .distinct();
    }

    private static Consumer<String> isIn(String document) {
        String text = Repository.file(document).text();
        return code -> assertThat(text).contains("`" + code + "`");
    }

    private static Stream<SourceFile> documents() {
        return Repository.files().stream().filter(file -> file.path().endsWith(".md"));
    }

    private static List<String> targets(SourceFile document) {
        return LINK.matcher(document.text())
                .results()
                .map(link -> Path.of(document.path()).resolveSibling(link.group(1)).normalize())
                .map(Path::toString)
                .toList();
    }

    private static boolean isThere(String test) {
        String file = test.substring(0, test.indexOf('.')) + ".java";
        String method = "void " + test.substring(test.indexOf('.') + 1) + "(";
        return Repository.files().stream()
                .anyMatch(source -> source.name().equals(file) && source.text().contains(method));
    }
}
