package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.cli.lines.JsonLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^\\$ echo '(.+)' \\| \\./carillon next\\n(.+)$");
    private static final Pattern ANY = Pattern.compile("(?m)^\\$ .*carillon next");

    @ParameterizedTest
    @ValueSource(strings = {"cli.md", "time.md"})
    void the_examples_in_a_document_are_true(String document) throws IOException {
        String text = Files.readString(Path.of("../docs").resolve(document));
        List<MatchResult> examples = EXAMPLE.matcher(text).results().toList();

        assertThat(examples).isNotEmpty().hasSize((int) ANY.matcher(text).results().count());
        for (MatchResult example : examples) {
            assertThat(answers(example.group(1))).containsExactly(example.group(2));
        }
    }

    @Test
    void what_does_not_say_after_when_is_asked_of_now() {
        assertThat(answers("{\"zone\":\"Asia/Tokyo\",\"annual\":{\"monthDay\":\"--11-22\"}}"))
                .containsExactly(
                        "{\"id\":null,\"occurrences\":[{\"period\":\"2026\",\"local\":\"2026-11-22T09:00\",\"at\":\"2026-11-22T00:00:00Z\"}]}");
    }

    @Test
    void a_bad_line_has_an_error_and_the_next_is_answered() {
        assertThat(
                        answers(
                                """
                                {"id":"bad","zone":"Mars","once":"2027-01-01"}
                                {"id":"good","zone":"UTC","once":"2020-01-01"}
                                """))
                .satisfiesExactly(
                        bad ->
                                assertThat(bad)
                                        .startsWith(
                                                "{\"id\":\"bad\",\"error\":{\"code\":\"invalid_zone\",\"detail\":\"zone: "),
                        good ->
                                assertThat(good)
                                        .isEqualTo(
                                                "{\"id\":\"good\",\"occurrences\":[],\"exhausted\":true}"));
    }

    private static List<String> answers(String lines) {
        Instant now = Instant.parse("2026-11-21T23:59:59Z");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonLines stream =
                new JsonLines(
                        new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), out);
        stream.answerAll(new Next(TzSnapshot.bundled(), () -> now));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
