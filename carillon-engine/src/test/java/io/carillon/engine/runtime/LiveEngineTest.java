package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Channel;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Dispatch;
import io.carillon.engine.delivery.EngineEvent;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.subject.Profile;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The engine with its threads, by the real clock, in a zone where it is about noon.
class LiveEngineTest {
    /// It waits for as long as a test needs to make it a suspect.
    private static final Outcome UNTIL_IT_IS_A_SUSPECT =
            new Outcome.Unavailable("HTTP 503", Optional.of(Duration.ofMinutes(10)));

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Noon noon = new Noon();
    private final Databases databases = TestDatabase.empty();
    private final RecordingChannel channel = new RecordingChannel(InstantSource.system());
    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();
    private Optional<Engine> running = Optional.empty();

    @AfterEach
    void stop() {
        running.ifPresent(Engine::close);
    }

    @Test
    void a_bell_set_a_moment_from_now_rings_at_its_instant_and_not_before() {
        Engine engine = start(channel);
        define(engine, LocalTime.of(23, 0));
        SubjectId ada = birthdayToday(engine);
        LocalTime soon = noon.now().toLocalTime().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);

        define(engine, soon);
        await().until(() -> !delivered(engine).isEmpty());

        Delivery delivery = delivered(engine).getFirst();
        assertThat(LocalDateTime.ofInstant(delivery.times().dueAt(), noon.offset()).toLocalTime())
                .isEqualTo(soon);
        assertThat(delivery.times().sentAt().orElseThrow())
                .isAfterOrEqualTo(delivery.times().dueAt());
        assertThat(Instant.parse(channel.sentAt().getFirst()))
                .isAfterOrEqualTo(delivery.times().dueAt());
        assertThat(delivery.times().late()).contains(false);
        assertThat(next(engine, ada)).startsWith(String.valueOf(noon.now().getYear() + 1));
    }

    @Test
    void who_signs_up_on_the_day_wakes_the_sleeping_loop() {
        Engine engine = start(channel);
        define(engine, LocalTime.of(0, 0));

        birthdayToday(engine);

        await().until(() -> delivered(engine).size() == 1);
    }

    @Test
    void a_crowd_is_sent_completely_and_each_once() {
        Engine engine = start(channel);
        define(engine, LocalTime.of(0, 0));

        IntStream.range(0, 300).forEach(i -> birthdayToday(engine));

        await().until(() -> channel.sent().size() >= 300 && sending(engine) == 0);
        assertThat(channel.sent())
                .extracting(sent -> sent.dispatch().id())
                .doesNotHaveDuplicates()
                .hasSize(300);
    }

    @Test
    void what_hangs_when_the_engine_stops_is_let_go_and_goes_again_at_the_next_start() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Engine engine =
                start(dispatch -> {
                    begun.countDown();
                    never.await();
                    return new Outcome.Accepted("too late");
                });
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        await().until(() -> begun.getCount() == 0);

        engine.close();
        Engine next = start(channel);

        await().until(() -> delivered(next).size() == 1);
        never.countDown();
        assertThat(next.views().history(delivered(next).getFirst()))
                .extracting(attempt -> attempt.outcome() + ": " + attempt.detail())
                .containsExactly(
                        "unknown: its node stopped while it was being sent", "accepted: HTTP 200");
        assertThat(next.views().history(delivered(next).getFirst()).getFirst())
                .satisfies(given ->
                        assertThat(given.startedAt().orElseThrow())
                                .isBefore(given.endedAt().minusMillis(200))); // as long as it hung
    }

    /// As when its connection becomes ready in the moment between the giving up and the end of the
    /// process.
    @Test
    void what_was_given_up_when_the_engine_stops_does_not_leave_any_more() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Dispatch> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> mayLeave = new CompletableFuture<>();
        Engine engine =
                start(dispatch -> {
                    waiting.complete(dispatch);
                    ready.await();
                    mayLeave.complete(dispatch.lease().getAsBoolean());
                    return new Outcome.Withheld();
                });
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        patiently().until(waiting.get().lease()::getAsBoolean);

        engine.close();
        ready.countDown();

        assertThat(mayLeave.get()).isFalse();
    }

    @Test
    void what_had_not_begun_when_the_engine_stops_is_let_go_without_an_attempt() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Engine engine =
                start(
                        dispatch -> {
                            begun.countDown();
                            never.await();
                            return new Outcome.Accepted("too late");
                        },
                        new EngineSettings("narrow", 10, 10, 1, SOON, true));
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        await().until(() -> begun.getCount() == 0);
        birthdayToday(engine);
        await().until(() -> sending(engine) == 2);

        engine.close();

        assertThat(engine.views().deliveries(Optional.empty(), Optional.empty(), 10))
                .extracting(delivery -> delivery.state() + " " + delivery.attempts())
                .containsExactlyInAnyOrder("RETRYING 1", "PENDING 0");
        never.countDown();
    }

    @Test
    void what_is_due_now_goes_before_a_backlog_although_there_was_no_room_for_it_at_once() {
        CountDownLatch open = new CountDownLatch(1);
        List<SubjectId> sent = new CopyOnWriteArrayList<>();
        Engine engine =
                start(
                        dispatch -> {
                            open.await();
                            sent.add(dispatch.message().subject());
                            return new Outcome.Accepted("at last");
                        },
                        new EngineSettings("narrow", 10, 4, 1, SOON, true));
        define(engine, LocalTime.of(0, 0));
        List<SubjectId> backlog =
                IntStream.range(0, 40).mapToObj(_ -> birthdayToday(engine)).toList();
        patiently().until(() -> sending(engine) > 0);

        SubjectId eve = dueNow(engine);
        Instant later = databaseTime().plus(SOON);
        patiently().until(() -> databaseTime().isAfter(later));
        open.countDown();
        patiently().until(() -> sent.size() == 41);

        assertThat(sent).contains(eve).containsAll(backlog);
        assertThat(sent.indexOf(eve)).isLessThan(20);
    }

    @Test
    void what_is_being_sent_when_the_engine_stops_is_finished_first() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean closing = new AtomicBoolean();
        Engine engine =
                start(dispatch -> {
                    begun.countDown();
                    await().untilTrue(closing);
                    return new Outcome.Accepted("in time");
                });
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        await().until(() -> begun.getCount() == 0);

        closing.set(true);
        engine.close();

        assertThat(delivered(engine))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.detail()).isEqualTo("in time"));
    }

    @Test
    void a_database_that_throws_its_sessions_out_does_not_end_the_loops() {
        Engine engine = start(channel);
        define(engine, LocalTime.of(0, 0));

        databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                """
                                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                                WHERE application_name = 'carillon' AND pid <> pg_backend_pid()
                                """));
        birthdayToday(engine);

        await().ignoreExceptions().until(() -> delivered(engine).size() == 1);
        await().until(engine::isHealthy);
        await().untilAsserted(() ->
                assertThat(told(EngineEvent.LoopRecovered.class, EngineEvent.LoopRecovered::loop))
                        .containsExactlyInAnyOrderElementsOf(
                                told(EngineEvent.LoopFailed.class, EngineEvent.LoopFailed::loop)));
    }

    @Test
    void deliveries_of_a_claim_whose_answer_was_lost_are_let_go_and_sent() {
        Engine engine = start(channel);
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        await().until(() -> delivered(engine).size() == 1);

        // As a claim leaves it that was committed although its connection broke.
        databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                """
                                UPDATE delivery SET state = 'sending', inputs = '{"firstName": "Ada", "lastName": "Lovelace"}',
                                                    incarnation = (SELECT incarnation FROM node)
                                """));

        await().until(() -> channel.sent().size() == 2 && delivered(engine).size() == 1);
    }

    @Test
    void a_suspect_is_sent_when_everything_else_has_ended() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicInteger beside = new AtomicInteger(-1);
        Engine engine =
                start(dispatch -> {
                    if (first.getAndSet(false)) {
                        return UNTIL_IT_IS_A_SUSPECT;
                    }
                    if (dispatch.attempt() == 2) {
                        beside.set(number("SELECT count(*) FROM delivery WHERE state = 'sending'"));
                    } else {
                        goOn.await();
                    }
                    return new Outcome.Accepted("HTTP 200");
                });
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        patiently()
                .until(() -> number("SELECT count(*) FROM delivery WHERE state = 'retrying'") == 1);
        birthdayToday(engine);
        birthdayToday(engine);
        patiently().until(() -> sending(engine) == 2);
        whatWaitsIsASuspect();
        // Longer than the node looks the other way.
        patiently()
                .until(() ->
                        number(
                                        "SELECT count(*) FROM delivery WHERE next_attempt_at < now() - interval '1.5 s'")
                                == 1);

        goOn.countDown();

        patiently().until(() -> delivered(engine).size() == 3);
        assertThat(beside).hasValue(1);
    }

    @Test
    void a_suspect_that_hangs_is_waited_for_with_nothing_beside_it() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        Engine engine =
                start(dispatch -> {
                    if (first.getAndSet(false)) {
                        return UNTIL_IT_IS_A_SUSPECT;
                    }
                    if (dispatch.attempt() == 2) {
                        begun.countDown();
                        goOn.await();
                    }
                    return new Outcome.Accepted("HTTP 200");
                });
        define(engine, LocalTime.of(0, 0));
        birthdayToday(engine);
        patiently()
                .until(() -> number("SELECT count(*) FROM delivery WHERE state = 'retrying'") == 1);
        whatWaitsIsASuspect();
        patiently().until(() -> begun.getCount() == 0);
        birthdayToday(engine);

        // Longer than anything else that is under way is waited for at first.
        patiently()
                .until(() ->
                        number(
                                        "SELECT count(*) FROM subject WHERE created_at < now() - interval '4 s'")
                                == 2);
        assertThat(number("SELECT count(*) FROM delivery")).isEqualTo(1);

        goOn.countDown();
        patiently().until(() -> delivered(engine).size() == 2);
    }

    @Test
    void of_a_great_many_those_due_soon_follow_a_new_definition_before_it_is_answered() {
        Engine engine = start(channel);
        define(engine, LocalTime.of(23, 0));
        SubjectId ada = birthdayToday(engine);
        aGreatMany();
        LocalTime soon = noon.now().toLocalTime().truncatedTo(ChronoUnit.SECONDS).plusMinutes(5);

        OccasionEdits.Changed changed = define(engine, soon);

        assertThat(changed.moved()).isBetween(1L, 10_000L);
        assertThat(changed.remaining()).isPositive();
        assertThat(
                        LocalDateTime.ofInstant(upcoming(engine, ada).dueAt(), noon.offset())
                                .toLocalTime())
                .isEqualTo(soon);
        await().until(() -> define(engine, soon).remaining() == 0);
        assertThat(
                        databases
                                .reference()
                                .<Long, RuntimeException>withHandle(handle ->
                                        handle.createQuery(
                                                        "SELECT count(*) FROM schedule WHERE rule_version < (SELECT version FROM occasion)")
                                                .mapTo(Long.class)
                                                .one()))
                .isZero();
    }

    private <E extends EngineEvent> List<String> told(Class<E> kind, Function<E, String> what) {
        return events.stream().filter(kind::isInstance).map(kind::cast).map(what).toList();
    }

    private int number(String query) {
        return databases
                .reference()
                .withHandle(handle -> handle.createQuery(query).mapTo(Integer.class).one());
    }

    /// Somebody whom the clock has just reached.
    private SubjectId dueNow(Engine engine) {
        String tomorrow = noon.now().toLocalDate().plusDays(1).toString();
        Profile profile =
                new Profile(
                        noon.zone(),
                        Map.of("dateOfBirth", "1992-" + tomorrow.substring(5)),
                        Map.of("firstName", "Eve", "lastName", "Lovelace"));
        SubjectId eve =
                engine.subjects().create(new NewSubject("user", Optional.empty(), profile)).id();
        databases
                .reference()
                .useHandle(handle ->
                        handle.createUpdate(
                                        "UPDATE schedule SET due_at = clock_timestamp() WHERE subject_id = ?")
                                .bind(0, eve.uuid())
                                .execute());
        return eve;
    }

    private Instant databaseTime() {
        return databases
                .reference()
                .withHandle(handle ->
                        handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one());
    }

    private void whatWaitsIsASuspect() {
        databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE delivery SET departed_deaths = 2, next_attempt_at = now() WHERE state = 'retrying'"));
    }

    private void aGreatMany() {
        databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                """
                                CREATE TEMP TABLE many AS
                                SELECT (i % 1024)::smallint AS slot,
                                       ('01a62045-2000-8' || lpad(to_hex(i % 1024), 3, '0') || '-8000-' || lpad(to_hex(i), 12, '0'))::uuid
                                           AS id
                                FROM generate_series(1, 12000) AS i;
                                INSERT INTO subject
                                SELECT slot, 1, id, NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-01-31"}', '{}', 1, now(), now()
                                FROM many;
                                INSERT INTO schedule
                                SELECT slot, 1, id, 1, 'day', '2100', '2100-01-31T23:00Z', NULL, false, false, NULL, 1, 1, 'x', NULL
                                FROM many;
                                DROP TABLE many;
                                """));
    }

    /// For as long as a machine takes that has other things to do.
    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private Engine start(Channel through) {
        return start(through, new EngineSettings("live", 1_000, 2_000, 64, SOON, true));
    }

    private Engine start(Channel through, EngineSettings settings) {
        running.ifPresent(Engine::close);
        Engine engine =
                Engine.live(
                        databases,
                        TzSnapshot.bundled(),
                        RealTime.of(InstantSource.system()),
                        settings,
                        Map.of(Engine.WEBHOOK, through),
                        events::add);
        running = Optional.of(engine);
        engine.start();
        return engine;
    }

    private static OccasionEdits.Changed define(Engine engine, LocalTime localTime) {
        return Noon.ringsAt(engine.occasions(), localTime);
    }

    private SubjectId birthdayToday(Engine engine) {
        return noon.birthdayToday(engine.subjects());
    }

    private static List<Delivery> delivered(Engine engine) {
        return engine.views()
                .deliveries(Optional.of(DeliveryState.DELIVERED), Optional.empty(), 250);
    }

    private static int sending(Engine engine) {
        return engine.views()
                .deliveries(Optional.of(DeliveryState.SENDING), Optional.empty(), 250)
                .size();
    }

    private static Upcoming upcoming(Engine engine, SubjectId id) {
        return engine.views().upcoming(Optional.of(id), Optional.empty(), 1).getFirst();
    }

    private static String next(Engine engine, SubjectId id) {
        return upcoming(engine, id).period();
    }
}
