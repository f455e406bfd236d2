package io.carillon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents refer to exists: files, tests, settings, problem codes.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("\\]\\((?!https?:)([^)#]*)#([^)]+)\\)");
    private static final Pattern TEST =
            Pattern.compile("`(?:(\\w+)/)?([A-Z]\\w+)\\.([a-z0-9]+(?:_[a-z0-9]+)+)`");

    /// Whatever looks like a test, also where it is not written as one.
    private static final Pattern NAMED_TEST = Pattern.compile("`[\\w/]*[A-Z]\\w*Test\\.\\w+");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
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
    void every_link_into_a_document_leads_to_a_heading() {
        Set<String> headings =
                documents()
                        .flatMap(document -> headings(document).stream())
                        .collect(Collectors.toSet());

        assertThat(documents().flatMap(document -> anchors(document).stream()))
                .hasSizeGreaterThan(5)
                .allSatisfy(anchor -> assertThat(headings).contains(anchor));
    }

    @Test
    void every_test_that_a_document_names_exists() {
        List<NamedTest> named =
                documents()
                        .flatMap(document -> named(document.text()).stream())
                        .distinct()
                        .toList();

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named.stream().filter(test -> !test.isIn(Repository.files())))
                .as("tests that documents name and nobody has")
                .isEmpty();
    }

    @Test
    void every_test_is_named_in_a_way_that_is_looked_up() {
        assertThat(documents().flatMap(document -> unseen(document.text()).stream())).isEmpty();
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
    void links_and_headings_are_recognised() {
        SourceFile document =
                new SourceFile(
                        "docs/adr/x.md",
                        "[a](../time.md#late) [b](https://example.org#c) [d](#e)\n# 29 February: `leapDay`\n");

        assertThat(targets(document)).containsExactly("docs/time.md");
        assertThat(anchors(document)).containsExactly("docs/time.md#late", "docs/adr/x.md#e");
        assertThat(headings(document)).containsExactly("docs/adr/x.md#29-february-leapday");
    }

    @Test
    void a_test_that_was_renamed_or_moved_is_caught() {
        String document = "`calendar/AnnualTest.after_it_nothing` `AnnualTest.after_it_nothing`";
        SourceFile source =
                new SourceFile(
                        "x/src/test/java/calendar/AnnualTest.java", "void after_it_nothing() {}");
        SourceFile moved = new SourceFile("x/src/test/java/y/AnnualTest.java", source.text());
        SourceFile renamed = new SourceFile(source.path(), "void after_it_something() {}");

        assertThat(named(document)).hasSize(2).allMatch(test -> test.isIn(List.of(source)));
        assertThat(named(document)).filteredOn(test -> test.isIn(List.of(moved))).hasSize(1);
        assertThat(named(document)).noneMatch(test -> test.isIn(List.of(renamed)));
        assertThat(unseen(document)).isEmpty();
        assertThat(unseen("`AnnualTest.afterItNothing`")).hasSize(1);
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
                .map(link -> resolved(document, link.group(1)))
                .toList();
    }

    /// The headings that a document's links name, in itself or in another one.
    private static List<String> anchors(SourceFile document) {
        return ANCHOR.matcher(document.text())
                .results()
                .map(link ->
                        (link.group(1).isEmpty()
                                        ? document.path()
                                        : resolved(document, link.group(1)))
                                + "#"
                                + link.group(2))
                .toList();
    }

    /// As GitHub makes anchors of headings.
    private static List<String> headings(SourceFile document) {
        return HEADING.matcher(document.text())
                .results()
                .map(heading ->
                        heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                                .replace(' ', '-'))
                .map(anchor -> document.path() + "#" + anchor)
                .toList();
    }

    private static String resolved(SourceFile document, String target) {
        return Path.of(document.path()).resolveSibling(target).normalize().toString();
    }

    private static List<NamedTest> named(String text) {
        return TEST.matcher(text)
                .results()
                .map(test ->
                        new NamedTest(
                                Optional.ofNullable(test.group(1)), test.group(2), test.group(3)))
                .toList();
    }

    private static List<String> unseen(String text) {
        return NAMED_TEST
                .matcher(TEST.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /// A test as documents name it; the folder is that of its package or module.
    private record NamedTest(Optional<String> folder, String type, String method) {
        boolean isIn(Collection<SourceFile> files) {
            return files.stream()
                    .filter(file -> file.name().equals(type + ".java"))
                    .filter(file ->
                            folder.filter(name -> !file.path().contains("/" + name + "/"))
                                    .isEmpty())
                    .anyMatch(file -> file.text().contains("void " + method + "("));
        }
    }
}
