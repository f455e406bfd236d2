package io.carillon.engine.schedule;

import io.carillon.engine.database.SqlArray;
import io.carillon.engine.schedule.Schedules.Window;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The stored schedules that another tz release planned, in zones whose rules it saw otherwise.
public final class ChangedZones {
    private ChangedZones() {}

    /// A stretch of the table: so many of its pages from the first one on. The fewest hold no more
    /// rows than one transaction should lock; there are more as long as little is found.
    public record Stretch(long first, int pages) {
        private static final int LEAST = 8;
        private static final int MOST = 1_024;

        public static final Stretch START = new Stretch(0, LEAST);

        private Stretch next(int found, int most) {
            boolean foundLittle = found < most / 4;
            return new Stretch(end(), foundLittle ? Math.min(2 * pages, MOST) : pages);
        }

        private Stretch shorter() {
            return new Stretch(first, Math.max(pages / 4, LEAST));
        }

        private boolean isFewest() {
            return pages == LEAST;
        }

        private long end() {
            return first + pages;
        }
    }

    /// What was locked, and the stretch that is to be read next.
    public record Locked(List<Schedule> schedules, Stretch next) {}

    /// How many pages the table has.
    public static long pages(Handle handle) {
        return handle.createQuery(
                        """
                        -- count the pages of the schedules
                        SELECT pg_relation_size('schedule') / current_setting('block_size')::integer
                        """)
                .mapTo(Long.class)
                .one();
    }

    /// Locks such schedules of these tenants in a stretch of the table, in the order of their keys
    /// as everybody does who locks several; or, if there are more than that many, none, and the
    /// same stretch is to be read again in smaller ones. To read the table as it lies takes a
    /// fraction of what it takes along the key.
    public static Locked lock(
            Handle handle, Collection<Integer> tenants, TzRelease tz, Stretch stretch, int most) {
        List<Schedule> found =
                bind(
                                handle.createQuery(
                                        """
                                        -- lock schedules of changed zones (every slot: from end to end, once for each start and release)
                                        SELECT s.*
                                        FROM schedule s
                                        WHERE s.ctid >= :from::tid AND s.ctid < :until::tid AND s.tenant_id = ANY (:tenants)
                                          AND s.tzdb <> ALL (:settled)
                                          AND (s.tzdb <> ALL (:known) OR s.tzdb || ' ' || s.zone = ANY (:stale))
                                        ORDER BY s.slot, s.tenant_id, s.subject_id, s.occasion_id, s.step
                                        LIMIT :limit
                                        FOR NO KEY UPDATE OF s
                                        """),
                                tz)
                        .bind("from", start(stretch.first()))
                        .bind("until", start(stretch.end()))
                        .bind("tenants", SqlArray.of(Integer.class, List.copyOf(tenants)))
                        .bind("limit", stretch.isFewest() ? Integer.MAX_VALUE : most + 1)
                        .map(Schedules::read)
                        .list();
        return found.size() > most && !stretch.isFewest()
                ? new Locked(List.of(), stretch.shorter())
                : new Locked(found, stretch.next(found.size(), most));
    }

    /// Of a page, as PostgreSQL reads it, whatever the digits of this process's language are.
    private static String start(long page) {
        return "(" + page + ",0)";
    }

    /// Hands over such schedules of these tenants that are due within a window, without locking
    /// them, batch by batch. The transaction of `handle` stays open meanwhile, so what the batches
    /// lead to is written in others.
    public static void within(
            Handle handle,
            Collection<Integer> tenants,
            TzRelease tz,
            Window window,
            int batch,
            Consumer<List<Schedule>> batches) {
        eachBatch(
                bind(
                                handle.createQuery(
                                        """
                                        -- find schedules of changed zones due soon (every slot: by the index on due_at)
                                        SELECT s.*
                                        FROM schedule s
                                        WHERE s.due_at > :from AND s.due_at <= :until AND s.parked IS NULL
                                          AND s.tenant_id = ANY (:tenants) AND s.tzdb <> ALL (:settled)
                                          AND (s.tzdb <> ALL (:known) OR s.tzdb || ' ' || s.zone = ANY (:stale))
                                        """),
                                tz)
                        .bind("from", window.after())
                        .bind("until", window.until()),
                tenants,
                batch,
                batches);
    }

    /// The same of those that are parked: perhaps an older release lacked their zone.
    public static void parked(
            Handle handle,
            Collection<Integer> tenants,
            TzRelease tz,
            int batch,
            Consumer<List<Schedule>> batches) {
        eachBatch(
                bind(
                        handle.createQuery(
                                """
                                -- find parked schedules of changed zones (every slot: by the index on what is parked)
                                SELECT s.*
                                FROM schedule s
                                WHERE s.parked IS NOT NULL AND s.tenant_id = ANY (:tenants) AND s.tzdb <> ALL (:settled)
                                  AND (s.tzdb <> ALL (:known) OR s.tzdb || ' ' || s.zone = ANY (:stale))
                                """),
                        tz),
                tenants,
                batch,
                batches);
    }

    private static void eachBatch(
            Query query, Collection<Integer> tenants, int batch, Consumer<List<Schedule>> batches) {
        try (Stream<Schedule> found =
                query
                        .bind("tenants", SqlArray.of(Integer.class, List.copyOf(tenants)))
                        .setFetchSize(batch)
                        .map(Schedules::read)
                        .stream()) {
            found.gather(Gatherers.windowFixed(batch)).forEach(batches);
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, TzRelease tz) {
        return statement
                .bind("settled", SqlArray.of(String.class, tz.settled()))
                .bind("known", SqlArray.of(String.class, tz.known()))
                .bind("stale", SqlArray.of(String.class, tz.stale()));
    }
}
