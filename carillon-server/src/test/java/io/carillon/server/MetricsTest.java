package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)(?:\\{.*?})?` \\|");

    private final Http http = TestServer.plain().http();

    @Test
    void each_name_that_is_served_is_in_the_document_and_each_name_there_is_served()
            throws IOException {
        String documented =
                Files.readString(OPERATIONS).split("\n## Metrics\n", 2)[1].split("\n## ", 2)[0];

        assertThat(names(TYPE, metrics()))
                .hasSizeGreaterThan(30)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(names(ROW, documented));
    }

    @Test
    void a_delivery_that_arrives_is_counted_and_nothing_is_held_after_it() {
        double before = value("carillon_attempts_total{state=\"delivered\"}");
        String name = People.name();

        http.post("/user", People.bornToday(name));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(value("carillon_attempts_total{state=\"delivered\"}"))
                            .isGreaterThan(before);
                    assertThat(value("carillon_leases_held")).isZero();
                    assertThat(value("carillon_due_lag_seconds")).isZero();
                    assertThat(value("carillon_waiting_lag_seconds{endpoint=\"webhook\"}"))
                            .isZero();
                    assertThat(value("carillon_ready")).isEqualTo(1);
                });
        assertThat(value("carillon_node_lives_total")).isPositive();
        assertThat(metrics()).doesNotContain(name);
    }

    @Test
    void what_is_served_is_the_text_format_of_prometheus() {
        Answer answer = http.with("Accept", "application/openmetrics-text").get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type"))
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        assertThat(answer.body()).contains("# HELP carillon_leases_lost_total ").endsWith("\n");
    }

    private String metrics() {
        Answer answer = http.get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private double value(String series) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not served"));
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
