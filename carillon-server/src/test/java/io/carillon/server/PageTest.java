package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void the_page_shows_who_is_there_what_is_next_and_what_arrived_and_escapes_all_of_it() {
        try (TestServer server = TestServer.start(Map.of())) {
            Http http = server.http();
            assertThat(http.get("/").body())
                    .contains("Nobody is here yet", "Nothing has arrived yet");
            showsAndEscapes(http);
        }
    }

    @Test
    void the_page_may_use_its_own_style_and_nothing_else() {
        assertThat(TestServer.plain().http().get("/").header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'sha256-", "form-action 'none'")
                .doesNotContain("unsafe", "*");
    }

    private static void showsAndEscapes(Http http) {
        String name = "<script>alert('" + People.name() + "')</script>";
        http.post("/user", People.bornToday(name));
        await().until(() -> http.get("/inbox").body().contains(name));

        Answer page = http.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8").get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.body()).doesNotContain("<script");
        String escaped = name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;");
        assertThat(page.body())
                .contains("Hey, " + escaped + " Lovelace it&#39;s your birthday")
                .contains("<td>" + escaped + " Lovelace</td>")
                .contains(People.place().getId())
                .contains("http-equiv=\"refresh\"")
                .contains("href=\"/v1/upcoming\"");
    }
}
