package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeZonesTest {
    @Test
    void a_server_plans_by_the_tz_database_in_the_folder_that_it_was_given(@TempDir Path folder)
            throws IOException {
        Zoneinfo.in(folder, "2031b", "Europe/Atlantis");
        try (TestServer server = TestServer.start(Map.of("CARILLON_TZDATA_DIR", "" + folder))) {
            Http http = server.http();

            Answer created = http.post("/user", People.json("Ada", "--06-15", "Europe/Atlantis"));
            Answer refused = http.post("/user", People.json("Ada", "--06-15", "Europe/Paris"));

            assertThat(created.status()).isEqualTo(201);
            assertThat(http.get("/v1/upcoming").json().get("items").get(0).get("dueAt").asString())
                    .endsWith("-06-15T06:00:00Z");
            assertThat(refused.text("detail"))
                    .isEqualTo(
                            "timezone: the tz database 2031b has no such zone; give one such as Europe/Paris");
            assertThat(http.get("/").body()).contains("tz database 2031b");
        }
    }
}
