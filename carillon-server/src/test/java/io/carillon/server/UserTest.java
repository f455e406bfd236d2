package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.server.Http.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTest {
    private final Http http = TestServer.plain().http();

    @Test
    void a_user_is_created_and_read_and_changed_and_deleted() {
        Answer created = http.post("/user", People.json("Ada", "1990-02-28", "Europe/London"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/user/" + created.text("id"));
        assertThat(created.json().propertyNames())
                .containsExactly(
                        "id",
                        "firstName",
                        "lastName",
                        "dateOfBirth",
                        "timezone",
                        "createdAt",
                        "updatedAt");
        assertThat(created.text("firstName")).isEqualTo("Ada");
        assertThat(created.text("lastName")).isEqualTo("Lovelace");
        assertThat(created.text("dateOfBirth")).isEqualTo("1990-02-28");
        assertThat(created.text("timezone")).isEqualTo("Europe/London");
        assertThat(created.text("createdAt")).endsWith("Z").isEqualTo(created.text("updatedAt"));

        String path = created.header("Location");
        Answer read = http.get(path);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(created.json());

        Answer changed = http.put(path, "{\"timezone\":\"Asia/Calcutta\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("timezone")).isEqualTo("Asia/Calcutta");
        assertThat(changed.text("firstName")).isEqualTo("Ada");
        assertThat(changed.text("updatedAt")).isGreaterThan(created.text("updatedAt"));

        Answer deleted = http.delete(path);
        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(http.get(path).status()).isEqualTo(404);
        assertThat(http.delete(path).status()).isEqualTo(404);
        assertThat(http.put(path, "{}").status()).isEqualTo(404);
    }

    @Test
    void a_new_user_is_planned_and_a_deleted_one_is_not() {
        String id = create("Ada");

        List<String> subjects = upcoming(id);
        http.delete("/user/" + id);

        assertThat(subjects).containsExactly(id);
        assertThat(upcoming(id)).isEmpty();
    }

    @Test
    void the_id_may_come_in_the_path_in_the_body_or_in_the_query() {
        String id = create("Ada");

        assertThat(http.get("/user?id=" + id).text("id")).isEqualTo(id);
        assertThat(http.put("/user?id=" + id, "{\"firstName\":\"Bea\"}").text("firstName"))
                .isEqualTo("Bea");
        assertThat(
                        http.put("/user", "{\"id\":\"" + id + "\",\"firstName\":\"Cleo\"}")
                                .text("firstName"))
                .isEqualTo("Cleo");
        assertThat(http.put("/user/" + id + "?id=" + id, "{\"id\":\"" + id + "\"}").status())
                .isEqualTo(200);
        assertThat(http.json("DELETE", "/user", "{\"id\":\"" + id + "\"}").status()).isEqualTo(204);
        assertThat(http.delete("/user?id=" + create("Dora")).status()).isEqualTo(204);
    }

    @Test
    void ids_that_disagree_or_are_missing_are_a_bad_request() {
        String one = create("Ada");
        String other = create("Bea");

        assertThat(http.get("/user/" + one + "?id=" + other).text("code"))
                .isEqualTo("contradicting_ids");
        assertThat(http.put("/user/" + one, "{\"id\":\"" + other + "\"}").status()).isEqualTo(400);
        assertThat(http.put("/user?id=" + one, "{\"id\":\"" + other + "\"}").status())
                .isEqualTo(400);
        assertThat(http.json("DELETE", "/user/" + one, "{\"id\":\"" + other + "\"}").status())
                .isEqualTo(400);
        assertThat(http.get("/user?id=" + one + "&id=" + other).status()).isEqualTo(400);
        assertThat(http.get("/user").text("code")).isEqualTo("missing_id");
        assertThat(http.put("/user", "{\"firstName\":\"Ada\"}").status()).isEqualTo(400);
        assertThat(http.delete("/user").status()).isEqualTo(400);
        assertThat(http.get("/user/" + one).status()).isEqualTo(200);
    }

    @Test
    void an_id_is_the_same_in_capitals() {
        String id = create("Ada");
        String capitals = id.toUpperCase(Locale.ROOT);

        assertThat(http.get("/user/" + id + "?id=" + capitals).text("id")).isEqualTo(id);
        assertThat(http.put("/user/" + id, "{\"id\":\"" + capitals + "\"}").status())
                .isEqualTo(200);
        assertThat(http.get("/user?id=" + id + "&id=" + capitals).status()).isEqualTo(200);
    }

    @Test
    void an_empty_id_is_none_wherever_it_stands() {
        String id = create("Ada");

        assertThat(http.get("/user?id=").text("code")).isEqualTo("missing_id");
        assertThat(http.put("/user", "{\"id\":\"\"}").text("code")).isEqualTo("missing_id");
        assertThat(http.json("DELETE", "/user", "{\"id\":\"\"}").text("code"))
                .isEqualTo("missing_id");
        assertThat(http.put("/user/" + id, "{\"id\":\"\"}").status()).isEqualTo(200);
        assertThat(http.get("/user/" + id + "?id=").status()).isEqualTo(200);
    }

    @Test
    void a_problem_with_the_id_names_it() {
        String one = create("Ada");

        assertThat(http.get("/user").errors()).containsExactly("id required");
        assertThat(http.get("/user/x?id=y").errors()).containsExactly("id contradicting");
        assertThat(http.get("/user/" + one + "?id=x").errors()).containsExactly("id contradicting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "nobody",
                "01a2030e-5437-4135-8191-d6c5954af97e",
                "01a2030e-5437-8fff-8191-d6c5954af97e",
                "01a2030e-5437-8135-8191-d6c5954af97e",
                "1-1-1-1-1",
                "%F0%9F%8E%82"
            })
    void an_id_that_is_nobodys_is_not_found(String id) {
        assertThat(http.get("/user/" + id).status()).isEqualTo(404);
        assertThat(http.put("/user?id=" + id, "{}").status()).isEqualTo(404);
        assertThat(http.delete("/user/" + id).status()).isEqualTo(404);
    }

    @Test
    void an_id_in_the_body_that_is_no_text_is_named() {
        assertThat(http.put("/user", "{\"id\":7}").errors()).containsExactly("id wrong_type");
    }

    @Test
    void an_empty_put_changes_nothing_and_answers_the_user() {
        Answer before = http.get("/user/" + create("Ada"));

        Answer after = http.put("/user/" + before.text("id"), "{}");

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json()).isEqualTo(before.json());
    }

    @Test
    void names_are_trimmed_and_may_be_of_any_script() {
        String japanese = "\u00a0\u5c71\u7530 \ud842\udfb7\u3000";

        Answer created = http.post("/user", People.json(japanese, "--02-29", "Asia/Tokyo"));

        assertThat(created.text("firstName")).isEqualTo("\u5c71\u7530 \ud842\udfb7");
        assertThat(created.text("dateOfBirth")).isEqualTo("--02-29");
    }

    @Test
    void a_hundred_code_points_are_a_name_and_one_more_is_not() {
        String longest = "\ud83c\udf82".repeat(100);

        assertThat(http.post("/user", People.json(longest)).status()).isEqualTo(201);
        assertThat(http.post("/user", People.json(longest + "x")).errors())
                .containsExactly("firstName too_long");
    }

    @Test
    void the_year_1604_means_that_the_year_is_not_known() {
        Answer created = http.post("/user", People.json("Ada", "1604-02-29", "Europe/Paris"));

        assertThat(created.text("dateOfBirth")).isEqualTo("--02-29");
    }

    @Test
    void a_delete_takes_no_other_fields() {
        String id = create("Ada");

        Answer refused = http.json("DELETE", "/user", "{\"id\":\"" + id + "\",\"why\":1}");

        assertThat(refused.errors()).containsExactly("why unknown_field");
        assertThat(http.send("DELETE", "/user/" + id, BodyPublishers.ofString("x")).status())
                .isEqualTo(415);
        assertThat(http.get("/user/" + id).status()).isEqualTo(200);
    }

    private String create(String firstName) {
        return http.post("/user", People.json(firstName)).text("id");
    }

    private List<String> upcoming(String id) {
        return http.get("/v1/upcoming?subject=" + id).items().stream()
                .map(item -> item.path("subjectId").asString())
                .toList();
    }
}
