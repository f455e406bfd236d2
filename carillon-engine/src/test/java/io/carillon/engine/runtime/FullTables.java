package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.Tenant;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Deliveries;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.delivery.Doubts;
import io.carillon.engine.delivery.Lease;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Outcome;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.delivery.Settled;
import io.carillon.engine.delivery.Suspects;
import io.carillon.engine.occasion.WhenUnknown;
import io.carillon.engine.schedule.ChangedZones;
import io.carillon.engine.schedule.ChangedZones.Stretch;
import io.carillon.engine.schedule.Places;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.ScheduleKey;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.Shares;
import io.carillon.engine.schedule.StaleSchedules;
import io.carillon.engine.schedule.StaleSchedules.Place;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.schedule.TzRelease;
import io.carillon.engine.schedule.TzReleases;
import io.carillon.engine.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Tables with 200,000 people in them, over which the engine does once all that it can do.
final class FullTables {
    static final String NOW = "2027-06-15T08:00:00Z";

    private static final int PEOPLE = 200_000;

    /// Not that of the day, so that what is written of them stays as it is when a new one comes.
    private static final String TZDB = "2026a";

    private static final UUID SILENT_NODE = new UUID(0, 1);

    private final Town town;
    private final Jdbi jdbi;

    /// Fills them.
    FullTables(Town town) {
        this.town = town;
        this.jdbi = town.databases.reference();
        fill();
    }

    void doEverythingOnce() {
        followTheClocks();
        takeShares();
        ring();
        edit();
        read();
        operate();
        takeBackLeases();
        planAnew();
    }

    private void ring() {
        town.channel.answers(new Outcome.Accepted("HTTP 200"), Outcome.Unavailable.because("busy"));
        town.engine.round();
        // As after a restore: its delivery is there, and its schedule does not know.
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                """
                                UPDATE schedule
                                SET period = '2027', due_at = ?, decided_through = '2026'
                                WHERE subject_id = (SELECT subject_id FROM delivery WHERE period = '2027' LIMIT 1)
                                """,
                                Instant.parse(NOW)));
        town.engine.round();
        town.engine.nextDueAt();
        town.engine.beat();
    }

    /// As where a crowd of another tenant leaves no room; nothing is written.
    private void takeShares() {
        Instant now = Instant.parse(NOW);
        jdbi.useTransaction(handle -> {
            Schedules.Window window = new Schedules.Window(now.minusSeconds(3_600), now, true);
            Schedule one =
                    Schedules.upcoming(
                                    handle,
                                    Tenant.DEFAULT,
                                    Optional.empty(),
                                    List.of(1),
                                    Optional.empty(),
                                    1)
                            .getFirst();
            ScheduleKey key = one.key();
            Schedule ofAnother =
                    new Schedule(
                            new ScheduleKey(0, key.subject(), key.occasion(), key.step()),
                            one.profile(),
                            one.cursor(),
                            one.stamp(),
                            one.parked());
            assertThat(Shares.lock(handle, ofAnother, window, 5, new Places())).hasSize(5);
        });
    }

    private void edit() {
        SubjectId ada = town.person("1990-06-16", "Europe/London");
        town.moves(ada, "Asia/Tokyo");
        town.engine.subjects().delete(ada);
        town.engine.subjects().erase(ada);
    }

    private void read() {
        Views views = town.engine.views();
        SubjectId someone =
                town.engine.subjects().page("user", Optional.empty(), 50).getFirst().id();
        views.upcoming(Optional.empty(), Optional.empty(), 50);
        views.upcoming(Optional.of(someone), Optional.empty(), 50);
        views.deliveries(Optional.of(DeliveryState.FAILED), Optional.empty(), 50);
        Delivery one = views.deliveries(Optional.empty(), Optional.empty(), 50).getFirst();
        views.delivery(one.id());
        views.history(one);
        views.actions(one);
        views.deliveriesOf(someone);
        views.parked(50);
    }

    private void operate() {
        Action.Cause cause = new Action.Cause("Grace", "why not");
        DeliveryEdits edits = town.engine.deliveries();
        edits.operate(Selection.of(DeliveryState.FAILED, 2), Operation.REPLAY, cause);
        // It is nine in London: what is sent again waits for ten.
        town.databases
                .reference()
                .useHandle(handle ->
                        handle.execute(
                                "UPDATE step SET hours_from = '10:00', hours_until = '11:00'"));
        town.engine.round();
        List<DeliveryId> waiting =
                town
                        .engine
                        .views()
                        .deliveries(Optional.of(DeliveryState.RETRYING), Optional.empty(), 2)
                        .stream()
                        .map(Delivery::id)
                        .toList();
        edits.operate(Selection.of(waiting), Operation.CANCEL, cause);
        edits.operate(Selection.of(DeliveryState.IN_DOUBT, 2), Operation.RESOLVE_SENT, cause);
    }

    private void takeBackLeases() {
        List<Lease> leases =
                jdbi.withHandle(handle -> Deliveries.leasedBy(handle, SILENT_NODE, 10));
        Doubts.depart(
                jdbi,
                SILENT_NODE,
                Instant.parse(NOW),
                leases.stream()
                        .map(lease -> new Doubts.Departing(lease, WhenUnknown.RESEND))
                        .toList());
        jdbi.useHandle(handle -> Suspects.blame(handle, leases));
        Settled released = Settled.released(leases.getFirst(), Instant.parse(NOW));
        jdbi.useTransaction(handle ->
                // One row for two settlements.
                Doubts.settle(handle, Instant.parse(NOW), List.of(released, released)));
        jdbi.useTransaction(handle -> Doubts.settle(handle, Instant.parse(NOW), List.of(released)));
        jdbi.useHandle(handle -> Deliveries.isWritten(handle, released));
    }

    /// As after a change of the definition, without writing anything: it would take a while.
    private void planAnew() {
        Instant now = Instant.parse(NOW);
        Schedules.Window soon = new Schedules.Window(now, now.plus(Duration.ofMinutes(10)), true);
        jdbi.useTransaction(handle -> {
            StaleSchedules.count(handle, Tenant.DEFAULT, 1, 2);
            StaleSchedules.lockOfDefinition(handle, Tenant.DEFAULT, 1, 2, Place.START, 1_000);
            List<Schedule> found = new ArrayList<>();
            Schedules.dueWithin(handle, Tenant.DEFAULT, 1, soon, 1_000, found::addAll);
            Schedules.lock(handle, found.stream().map(Schedule::key).toList());
        });
    }

    /// As after a tz update that changes where everyone lives.
    private void followTheClocks() {
        Instant now = Instant.parse(NOW);
        Schedules.Window soon = new Schedules.Window(now, now.plus(Duration.ofMinutes(10)), true);
        jdbi.useTransaction(handle -> {
            TzSnapshot next =
                    Releases.of("2099a")
                            .with("Europe/London", Releases.fixed(ZoneOffset.ofHours(2)))
                            .snapshot();
            TzRelease tz = TzReleases.adopt(jdbi, next, now);
            ChangedZones.pages(handle);
            ChangedZones.lock(handle, List.of(Tenant.DEFAULT), tz, Stretch.START, 1_000);
            ChangedZones.within(handle, List.of(Tenant.DEFAULT), tz, soon, 1_000, found -> {});
            ChangedZones.parked(handle, List.of(Tenant.DEFAULT), tz, 1_000, found -> {});
            TzMoves.page(handle, Tenant.DEFAULT, Optional.empty(), 50);
            TzMoves.deleteBefore(handle, now.minus(Duration.ofDays(400)), 1_000);
            handle.rollback();
        });
    }

    /// Birthdays spread over the year, a day's worth of them due; all were greeted the year before,
    /// but for a few that failed, are being sent or wait for another attempt.
    private void fill() {
        jdbi.useHandle(handle ->
                handle.createUpdate(
                                """
                                INSERT INTO subject
                                SELECT n * 7919 % 1024, 1,
                                       ('01900000-0000-8' || lpad(to_hex(n * 7919 % 1024), 3, '0') || '-8000-'
                                        || lpad(to_hex(n), 12, '0'))::uuid,
                                       NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}',
                                       '{"firstName": "Ada", "lastName": "Lovelace"}', 1, :now, :now
                                FROM generate_series(1, :people) n
                                ORDER BY 1, 3;

                                INSERT INTO node VALUES (:silent, 'silent', 0, :now);

                                INSERT INTO schedule
                                SELECT slot, 1, id, 1, 'day', '2027',
                                       :now + (row_number() OVER (ORDER BY id) - 500) * interval '157 s',
                                       NULL, false, false, '2026', 1, 1, :tzdb, NULL
                                FROM subject;

                                INSERT INTO tz_move
                                SELECT slot, 1, subject_id, 1, 'day',
                                       :now - interval '1 d' * (row_number() OVER (ORDER BY due_at) / 1000),
                                       '2027', 'Europe/London', due_at, due_at, '2026', :tzdb
                                FROM schedule;

                                INSERT INTO delivery
                                SELECT slot, ('8000505e' || substr(subject_id::text, 9))::uuid, 1, subject_id, 1,
                                       'day', '2026', 1, 1, state, due_at - interval '1 y', NULL, due_at, 1000, false,
                                       1, 0, CASE state WHEN 'retrying' THEN :now END, :silent, 1,
                                       CASE state WHEN 'delivered' THEN due_at END, due_at, 'HTTP 200',
                                       CASE state WHEN 'failed' THEN '{"firstName": "Ada", "lastName": "L"}'::jsonb END,
                                       NULL, 0, NULL, CASE WHEN n = :people - 60 THEN 2 ELSE 0 END
                                FROM (SELECT *, CASE WHEN n > :people - 50 THEN 'sending'
                                                     WHEN n > :people - 3000 THEN 'retrying'
                                                     WHEN n % 1000 = 0 THEN 'failed'
                                                     WHEN n % 1000 = 1 THEN 'in_doubt'
                                                     ELSE 'delivered' END AS state
                                      FROM (SELECT *, row_number() OVER (ORDER BY due_at) AS n FROM schedule)
                                      ORDER BY due_at);
                                """)
                        .bind("now", Instant.parse(NOW))
                        .bind("people", PEOPLE)
                        .bind("tzdb", TZDB)
                        .bind("silent", SILENT_NODE)
                        .execute());
        jdbi.useHandle(
                handle -> handle.execute("VACUUM (ANALYZE) subject, schedule, delivery, tz_move"));
    }
}
