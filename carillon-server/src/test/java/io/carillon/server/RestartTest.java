package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.settings.Sources;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final Pattern UP = Pattern.compile("carillon: up at (http://[0-9.:]+)");

    @TempDir private Path data;

    @Test
    void a_server_over_its_own_folder_says_where_it_is_and_remembers_everybody() {
        String path;
        try (Lifecycle first = new Lifecycle()) {
            String banner = up(first);
            assertThat(banner)
                    .contains("tz database ")
                    .contains("PostgreSQL in " + data)
                    .contains("the built-in inbox")
                    .contains("no API key is needed, since only this machine can connect");
            path = http(banner).post("/user", People.json("Ada")).header("Location");
        }

        try (Lifecycle second = new Lifecycle()) {
            assertThat(http(up(second)).get(path).text("firstName")).isEqualTo("Ada");
        }
    }

    private String up(Lifecycle lifecycle) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream operator = new PrintStream(said, true, StandardCharsets.UTF_8);
        List<String> options = List.of("--port=0", "--data=" + data);
        boolean started =
                CarillonServer.start(
                        () -> new Sources(options, new Properties(), Map.of()),
                        InstantSource.system(),
                        lifecycle,
                        operator);
        assertThat(started).isTrue();
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Http http(String banner) {
        Matcher up = UP.matcher(banner);
        assertThat(up.find()).isTrue();
        return new Http(up.group(1));
    }
}
