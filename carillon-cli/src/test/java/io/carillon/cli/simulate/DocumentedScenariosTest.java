package io.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.input.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// What the documents show of `simulate` is what it says.
class DocumentedScenariosTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^\\$ echo '(\\{.*})' \\| \\./carillon simulate\n(\\{.*})$");

    static Stream<Arguments> examples() throws IOException {
        return Stream.of("README.md", "docs/cli.md").flatMap(DocumentedScenariosTest::examplesOf);
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("examples")
    void an_example_goes_as_it_is_shown(String document, String scenario, String answer) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.set("id", Json.MAPPER.readTree(scenario).path("id"));
        line.setAll(Rehearsals.line(scenario));

        assertThat(line.toString()).as(document).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/cli.md"})
    void there_is_an_example_in(String document) {
        assertThat(examplesOf(document)).isNotEmpty();
    }

    private static Stream<Arguments> examplesOf(String document) {
        try {
            return EXAMPLE
                    .matcher(Files.readString(Path.of("..").resolve(document)))
                    .results()
                    .map(example -> Arguments.of(document, example.group(1), example.group(2)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(document, e);
        }
    }
}
