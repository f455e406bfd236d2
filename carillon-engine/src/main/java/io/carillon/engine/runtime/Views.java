package io.carillon.engine.runtime;

import io.carillon.calendar.Annual;
import io.carillon.calendar.Resolution;
import io.carillon.engine.DueClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Attempt;
import io.carillon.engine.delivery.Delivery;
import io.carillon.engine.delivery.DeliveryId;
import io.carillon.engine.delivery.DeliveryLists;
import io.carillon.engine.delivery.DeliveryState;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import io.carillon.engine.schedule.Due;
import io.carillon.engine.schedule.Schedule;
import io.carillon.engine.schedule.Schedules;
import io.carillon.engine.schedule.TzInUse;
import io.carillon.engine.schedule.TzMove;
import io.carillon.engine.schedule.TzMoves;
import io.carillon.engine.subject.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be read of a tenant's schedules and deliveries.
public final class Views {
    private final Databases databases;
    private final int tenant;
    private final TzInUse tz;
    private final DueClock clock;

    Views(Databases databases, int tenant, TzInUse tz, DueClock clock) {
        this.databases = databases;
        this.tenant = tenant;
        this.tz = tz;
        this.clock = clock;
    }

    /// The keys of the occasions by their ids.
    public Map<Integer, Occasion> occasions() {
        return databases.reference().withHandle(handle -> Occasions.all(handle, tenant));
    }

    public Optional<Delivery> delivery(DeliveryId id) {
        return databases.of(id.slot()).withHandle(handle -> DeliveryLists.find(handle, tenant, id));
    }

    public List<Attempt> history(Delivery delivery) {
        return databases
                .of(delivery.id().slot())
                .withHandle(handle -> DeliveryLists.history(handle, delivery));
    }

    public List<Action> actions(Delivery delivery) {
        return databases
                .of(delivery.id().slot())
                .withHandle(handle -> DeliveryLists.actions(handle, delivery));
    }

    /// Everything that was decided for one subject, first due first. For few: it looks through all
    /// deliveries of the subject's slot.
    public List<Delivery> deliveriesOf(SubjectId subject) {
        return databases
                .of(subject.slot())
                .withHandle(handle -> DeliveryLists.of(handle, tenant, subject));
    }

    /// A page of deliveries in a state, or in any, newest due first.
    public List<Delivery> deliveries(
            Optional<DeliveryState> state, Optional<DeliveryLists.Position> after, int limit) {
        return databases
                .reference()
                .withHandle(handle ->
                        DeliveryLists.page(handle, tenant, state, after, clock.instant(), limit));
    }

    /// Some of the schedules that cannot be planned, each with its reason in `parked`.
    public List<Schedule> parked(int limit) {
        return databases.reference().withHandle(handle -> Schedules.parked(handle, tenant, limit));
    }

    /// A page of what rings next, soonest first, for one subject or for all. Only the last page has
    /// fewer than `limit`: instead of those that cannot be shown, the ones behind them are.
    public List<Upcoming> upcoming(
            Optional<SubjectId> subject, Optional<Schedules.Position> after, int limit) {
        return databases
                .reference()
                .withHandle(handle -> {
                    Map<Integer, Occasion> occasions = Occasions.all(handle, tenant);
                    List<Upcoming> found = new ArrayList<>();
                    Optional<Schedules.Position> from = after;
                    boolean more = true;
                    while (more && found.size() < limit) {
                        List<Schedule> schedules =
                                Schedules.upcoming(
                                        handle, tenant, subject, occasions.keySet(), from, limit);
                        found.addAll(upcoming(schedules, occasions));
                        more = schedules.size() == limit;
                        from = more ? Optional.of(placeOf(schedules.getLast())) : from;
                    }
                    return List.copyOf(found.subList(0, Math.min(limit, found.size())));
                });
    }

    private List<Upcoming> upcoming(List<Schedule> schedules, Map<Integer, Occasion> occasions) {
        return schedules.stream()
                .flatMap(schedule ->
                        Stream.ofNullable(occasions.get(schedule.key().occasion()))
                                .flatMap(occasion -> upcoming(schedule, occasion)))
                .toList();
    }

    private static Schedules.Position placeOf(Schedule schedule) {
        return new Schedules.Position(schedule.cursor().due().orElseThrow().at(), schedule.key());
    }

    /// A page of those whom a change of the tz database moved, newest first.
    public List<TzMove> moves(Optional<TzMoves.Position> after, int limit) {
        return databases
                .reference()
                .withHandle(handle -> TzMoves.page(handle, tenant, after, limit));
    }

    private Stream<Upcoming> upcoming(Schedule schedule, Occasion occasion) {
        String zone = schedule.profile().zone();
        Due due = schedule.cursor().due().orElseThrow();
        return tz.snapshot().find(zone).stream()
                .map(known ->
                        new Upcoming(
                                DeliveryId.of(
                                        schedule.key(), due.period(), Annual.dayOf(due.period())),
                                schedule.key(),
                                occasion.key(),
                                due.period(),
                                due.at(),
                                zone,
                                Resolution.localAt(due.at(), known.rules())));
    }
}
