package io.carillon.cli.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.input.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// One line out for each line in, whatever the line is.
class JsonLinesTest {
    private static final String NULL_ID = "{\"id\":null,\"error\":{\"code\":\"";

    /// Says a line's `say` again; is broken, closed or at fault as a line tells it.
    private static final class Echo implements LineCommand {
        @Override
        public Answer answer(ObjectNode item) {
            return switch (item.path("say").asString("")) {
                case "refuse" -> new Answer.Refused("not_today", "say: no");
                case "throw" -> throw new IllegalStateException("a bug");
                case "close" -> new Answer.Closed();
                case "break" -> new Answer.Broken("the bell is cracked");
                default ->
                        new Answer.Result(
                                Json.MAPPER.createObjectNode().set("said", item.path("say")));
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void each_line_is_answered_in_order_under_its_own_id() {
        assertThat(
                        answers(
                                """
                                {"id":"a","say":1}
                                {"say":2,"id":7}
                                {"id":null,"say":3}
                                {"say":"é🎂"}
                                """))
                .containsExactly(
                        "{\"id\":\"a\",\"said\":1}",
                        "{\"id\":7,\"said\":2}",
                        "{\"id\":null,\"said\":3}",
                        "{\"id\":null,\"said\":\"é🎂\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "7", "null", "{", "{\"id\":1,\"id\":2}", "{}{}"})
    void a_line_that_is_no_json_object_gets_an_error_and_the_stream_goes_on(String bad) {
        List<String> answers = answers(bad + "\n{\"id\":\"b\",\"say\":1}\n");

        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst()).startsWith(NULL_ID + "malformed_json\",\"detail\":\"the");
        assertThat(answers.getLast()).isEqualTo("{\"id\":\"b\",\"said\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1.5", "[]", "{}"})
    void an_id_that_is_no_string_and_no_whole_number_is_an_error(String id) {
        assertThat(answers("{\"id\":" + id + "}\n").getFirst())
                .startsWith(NULL_ID + "wrong_type\",\"detail\":\"id: ");
    }

    @Test
    void a_refusal_and_a_fault_of_ours_are_errors_under_the_lines_id() {
        assertThat(
                        answers(
                                "{\"id\":\"a\",\"say\":\"refuse\"}\n{\"id\":\"b\",\"say\":\"throw\"}\n{\"id\":\"c\"}\n"))
                .containsExactly(
                        "{\"id\":\"a\",\"error\":{\"code\":\"not_today\",\"detail\":\"say: no\"}}",
                        "{\"id\":\"b\",\"error\":{\"code\":\"internal_error\",\"detail\":\"a fault of ours; stderr says more\"}}",
                        "{\"id\":\"c\",\"said\":null}");
    }

    @Test
    void a_line_may_be_as_long_as_the_limit_and_not_a_byte_longer() {
        String frame = "{\"say\":\"\"}";
        String longest = frame.replace("\"\"", '"' + "x".repeat(64 * 1024 - frame.length()) + '"');
        String endless = "y".repeat(1_000_000);

        List<String> answers =
                answers(longest + "\n " + longest + "\n" + endless + "\n{\"id\":\"b\"}\n");

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0)).contains("xxx");
        assertThat(answers.get(1)).startsWith(NULL_ID + "line_too_long");
        assertThat(answers.get(2)).startsWith(NULL_ID + "line_too_long");
        assertThat(answers.get(3)).isEqualTo("{\"id\":\"b\",\"said\":null}");
    }

    @Test
    void the_last_line_needs_no_line_break_and_windows_breaks_are_fine() {
        assertThat(answers("{\"id\":1}\r\n{\"id\":2}"))
                .containsExactly("{\"id\":1,\"said\":null}", "{\"id\":2,\"said\":null}");
        assertThat(answers("")).isEmpty();
    }

    @Test
    void bytes_that_are_not_utf_8_are_an_error() {
        byte[] line = "{\"id\":\"\u00E9\"}\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(answers(new ByteArrayInputStream(line)))
                .containsExactly(
                        NULL_ID + "malformed_json\",\"detail\":\"the line is not UTF-8\"}}");
    }

    @Test
    void half_a_character_in_an_id_does_not_break_the_output() {
        assertThat(answers("{\"id\":\"\\ud83c\"}\n{\"id\":2}\n"))
                .containsExactly("{\"id\":\"?\",\"said\":null}", "{\"id\":2,\"said\":null}");
    }

    @Test
    void whoever_writes_one_line_and_waits_has_its_answer() throws Exception {
        try (var toUs = new PipedOutputStream();
                var fromUs = new PipedInputStream()) {
            JsonLines lines =
                    new JsonLines(new PipedInputStream(toUs), new PipedOutputStream(fromUs));
            Thread.startVirtualThread(() -> lines.answerAll(new Echo()));

            toUs.write("{\"id\":1}\n{\"id\":2".getBytes(StandardCharsets.UTF_8));
            toUs.flush();

            byte[] answer = "{\"id\":1,\"said\":null}\n".getBytes(StandardCharsets.UTF_8);
            assertThat(fromUs.readNBytes(answer.length)).isEqualTo(answer);
        }
    }

    @Test
    void it_ends_quietly_when_nobody_reads_on() {
        InputStream in = input("{}\n".repeat(1_000_000));

        JsonLines.End end = new JsonLines(in, failing("Broken pipe")).answerAll(new Echo());

        assertThat(end).isEqualTo(new JsonLines.End.Well());
        assertThat(in).isNotEmpty();
    }

    @Test
    void it_ends_badly_when_answers_are_lost() {
        JsonLines lines = new JsonLines(input("{}\n"), failing("No space left on device"));

        assertThat(lines.answerAll(new Echo()))
                .isEqualTo(
                        new JsonLines.End.Badly(
                                "the output cannot be written: No space left on device"));
    }

    @Test
    void it_ends_with_a_command_that_is_closed_or_broken() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(new JsonLines(input("{}\n{\"say\":\"close\"}\n{}\n"), out).answerAll(new Echo()))
                .isEqualTo(new JsonLines.End.Well());
        assertThat(new JsonLines(input("{\"say\":\"break\"}\n{}\n"), out).answerAll(new Echo()))
                .isEqualTo(new JsonLines.End.Badly("the bell is cracked"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"id\":null,\"said\":null}\n");
    }

    @Test
    void after_a_stop_no_further_line_goes_out() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonLines lines = new JsonLines(input("{}\n"), out);

        lines.stop();
        lines.answerAll(new Echo());

        assertThat(out.size()).isZero();
    }

    private static List<String> answers(String lines) {
        return answers(input(lines));
    }

    private static List<String> answers(InputStream in) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new JsonLines(in, out).answerAll(new Echo()))
                .isEqualTo(new JsonLines.End.Well());
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static InputStream input(String lines) {
        return new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
