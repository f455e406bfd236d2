package io.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.server.Http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BirthdayTest {
    private final Http plain = TestServer.plain().http();
    private final Http keyed = TestServer.keyed().httpWithKey();
    private final Receiver receiver = TestServer.receiver();

    @AfterEach
    void ringAtNineAgain() {
        keyed.put("/v1/occasions/birthday", "{\"localTime\":\"09:00\"}");
    }

    @Test
    void a_birthday_today_after_nine_is_in_the_inbox_within_a_second() {
        String name = People.name();

        Answer created = plain.post("/user", People.bornToday(name));

        JsonNode arrived =
                await().until(() -> inboxOf(created.text("id")), items -> !items.isEmpty())
                        .getFirst();
        Instant learnt = Instant.parse(created.text("createdAt"));
        assertThat(Instant.parse(arrived.path("receivedAt").asString()))
                .isBetween(learnt, learnt.plusSeconds(1));
        JsonNode body = arrived.path("body");
        assertThat(body.path("message").asString())
                .isEqualTo("Hey, " + name + " Lovelace it's your birthday");
        assertThat(body.path("late").asBoolean()).isFalse();
        assertThat(arrived.path("headers").path("webhook-id").asString())
                .isEqualTo(body.path("id").asString());
        assertThat(arrived.path("receivedAt").asString()).endsWith("Z");
    }

    @Test
    void next_years_birthday_is_planned_once_this_years_is_delivered() {
        String id = plain.post("/user", People.bornToday(People.name())).text("id");
        await().until(() -> !inboxOf(id).isEmpty());

        JsonNode next = plain.get("/v1/upcoming?subject=" + id).items().getFirst();

        ZonedDateTime inAYear = ZonedDateTime.now(People.place()).plusYears(1);
        assertThat(next.path("period").asString()).isEqualTo("" + inAYear.getYear());
        assertThat(next.path("local").asString()).isEqualTo(inAYear.toLocalDate() + "T09:00");
        assertThat(next.path("zone").asString()).isEqualTo(People.place().getId());
        assertThat(next.path("occasion").asString()).isEqualTo("birthday");
        assertThat(next.propertyNames())
                .containsExactly(
                        "id", "subjectId", "occasion", "step", "period", "dueAt", "zone", "local");
    }

    @Test
    void a_changed_local_time_rings_at_that_second_and_never_before() {
        String name = People.name();
        keyed.put("/v1/occasions/birthday", "{\"localTime\":\"23:59\"}");
        String id = keyed.post("/user", People.bornToday(name)).text("id");
        ZonedDateTime soon =
                ZonedDateTime.now(People.place()).plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        LocalTime time = soon.toLocalTime();

        Answer changed =
                keyed.put(
                        "/v1/occasions/birthday",
                        "{\"localTime\":\"%s\"}"
                                .formatted(time.getSecond() == 0 ? time + ":00" : "" + time));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("replan").path("moved").asInt()).isPositive();
        assertThat(changed.json().path("replan").path("remaining").asInt()).isZero();
        assertThat(
                        keyed.get("/v1/upcoming?subject=" + id)
                                .items()
                                .getFirst()
                                .path("dueAt")
                                .asString())
                .isEqualTo(soon.toInstant().toString());
        List<Receiver.Received> arrived =
                await().pollInterval(Duration.ofMillis(20))
                        .until(() -> receiver.receivedFor(name), all -> !all.isEmpty());
        Instant due = soon.toInstant();
        assertThat(arrived.getFirst().at()).isBetween(due, due.plusSeconds(1));
        assertThat(arrived).hasSize(1);
    }

    private List<JsonNode> inboxOf(String id) {
        return plain.get("/inbox?limit=250").items().stream()
                .filter(item -> item.path("body").path("subjectId").asString("").equals(id))
                .toList();
    }
}
