package io.carillon.trials.bench;

import io.carillon.engine.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// The least that the same rows can cost: plain JDBC on the tables as Carillon makes them, two
/// connections, arrays, batches of thousands. It computes nothing: no zones, no rules, no text, no
/// lease that could be lost.
final class Floor implements Contestant {
    private static final int CONNECTIONS = 2;
    private static final int BATCH = 2_000;
    private static final int POLL_MILLIS = 20;
    private static final String INPUTS = "{\"firstName\": \"Ada\", \"lastName\": \"Lovelace\"}";

    private static final String INSERT =
            """
            WITH wanted AS MATERIALIZED (
                SELECT unnest(?) AS slot, unnest(?) AS id, unnest(?) AS due_at
            ), people AS (
                INSERT INTO subject (slot, tenant_id, id, ref, kind, zone, dates, attributes, version,
                                     created_at, updated_at)
                SELECT slot, 1, id, NULL, 'user', 'Europe/London', '{"dateOfBirth": "1990-06-15"}', '%s', 1, now(),
                       now()
                FROM wanted
            )
            INSERT INTO schedule (slot, tenant_id, subject_id, occasion_id, step, period, due_at, learnt_at, same_day,
                                  expired, decided_through, subject_version, rule_version, tzdb, parked, zone,
                                  dates, attributes)
            SELECT slot, 1, id, 1, 'day', '2027', due_at, NULL, false, false, '2000', 1, 1, '2026f', NULL,
                   'Europe/London', '{"dateOfBirth": "1990-06-15"}', '%s'
            FROM wanted
            """
                    .formatted(INPUTS, INPUTS);

    private static final String CLAIM =
            """
            WITH due AS MATERIALIZED (
                SELECT ctid AS place, slot, tenant_id, subject_id, occasion_id, step, period, due_at
                FROM schedule
                WHERE due_at <= (SELECT clock_timestamp()) AND parked IS NULL
                ORDER BY due_at
                LIMIT ?
                FOR NO KEY UPDATE SKIP LOCKED
            ), moved AS (
                UPDATE schedule s
                SET due_at = d.due_at + interval '1 year', period = '2028', decided_through = d.period
                FROM due d
                WHERE s.ctid = d.place
            )
            INSERT INTO delivery (slot, id, tenant_id, subject_id, occasion_id, step, period, endpoint_id, rule_version,
                                  state, due_at, expires_at, late_for, late, attempts, deaths, incarnation, fence,
                                  inputs)
            SELECT slot, subject_id, tenant_id, subject_id, occasion_id, step, period, 1, 1, 'sending', due_at,
                   due_at + interval '2 days', 0, false, 1, 0, ?, 1, '%s'
            FROM due
            RETURNING slot, id
            """
                    .formatted(INPUTS);

    private static final String SETTLE =
            """
            UPDATE delivery d
            SET state = 'delivered', sent_at = ?, settled_at = ?, detail = 'at once', inputs = NULL
            FROM (SELECT unnest(?) AS slot, unnest(?) AS id) AS l
            WHERE d.slot = l.slot AND d.id = l.id
            """;

    /// Keys and places are the way to the rows, whatever the planner believes of tables that grow
    /// so fast.
    private static final String BY_KEYS =
            """
            SET enable_seqscan = off;
            SET enable_hashjoin = off;
            SET enable_mergejoin = off;
            SET plan_cache_mode = force_generic_plan;
            SET jit = off
            """;

    private final BenchDatabase database;
    private final List<Connection> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final List<Future<?>> working = new ArrayList<>();
    private volatile boolean closed;

    Floor(BenchDatabase database) throws SQLException {
        this.database = database;
        CarillonEngine.migrate(database);
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = database.connect(BinaryArray.TYPES);
            connections.add(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(BY_KEYS);
            }
            connection.setAutoCommit(false);
        }
    }

    @Override
    public void insert(Dues dues) throws SQLException {
        People.insert(database, Tenant.DEFAULT, dues);
    }

    @Override
    public void insertAsUsersDo(Dues dues) throws Exception {
        List<Future<?>> halves = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            halves.add(
                    threads.submit(() -> {
                        insert(connections.get(first), dues, first);
                        return first;
                    }));
        }
        for (Future<?> half : halves) {
            half.get();
        }
    }

    @Override
    public void start(Handler handler) {
        for (Connection connection : connections) {
            working.add(
                    threads.submit(() -> {
                        UUID incarnation = UUID.randomUUID();
                        while (!closed) {
                            if (turn(connection, incarnation, handler) == 0) {
                                Thread.sleep(POLL_MILLIS);
                            }
                        }
                        return true;
                    }));
        }
    }

    @Override
    public long open() throws SQLException {
        return database.open();
    }

    @Override
    public boolean isSettled() throws Exception {
        for (Future<?> half : working) {
            if (half.isDone()) {
                half.get(); // it has failed, and the other one has done its work
            }
        }
        return database.sendsNothing();
    }

    @Override
    public String configuration() {
        return CONNECTIONS
                + " connections, batches of "
                + BATCH
                + ", polls every "
                + POLL_MILLIS
                + " ms";
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
        try {
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, Dues dues, int first) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int from = dues.from() + first * BATCH;
                    from < dues.end();
                    from += CONNECTIONS * BATCH) {
                int size = Math.min(BATCH, dues.end() - from);
                short[] slots = new short[size];
                UUID[] ids = new UUID[size];
                Instant[] instants = new Instant[size];
                int[] numbers = bySlot(from, from + size);
                for (int i = 0; i < size; i++) {
                    int number = numbers[i];
                    slots[i] = slotOf(number);
                    ids[i] = new UUID(0x0190000000008000L | slots[i], 0x8000L << 48 | number);
                    instants[i] = dues.of(number);
                }
                insert.setObject(1, BinaryArray.of(slots));
                insert.setObject(2, BinaryArray.of(ids));
                insert.setObject(3, BinaryArray.of(instants));
                insert.executeUpdate();
                connection.commit();
            }
        }
    }

    /// As the keys lie, so that rows that come together are neighbours there.
    private static int[] bySlot(int from, int end) {
        return IntStream.range(from, end)
                .boxed()
                .sorted(Comparator.comparingInt(Floor::slotOf).thenComparing(number -> number))
                .mapToInt(number -> number)
                .toArray();
    }

    private static short slotOf(int number) {
        return (short) (number * 7919L % 1024);
    }

    private static int turn(Connection connection, UUID incarnation, Handler handler)
            throws SQLException {
        short[] slots = new short[BATCH];
        UUID[] ids = new UUID[BATCH];
        int count = 0;
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setInt(1, BATCH);
            claim.setObject(2, incarnation);
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    slots[count] = row.getShort(1);
                    ids[count++] = row.getObject(2, UUID.class);
                }
            }
        }
        connection.commit();
        if (count == 0) {
            return 0;
        }
        Timestamp now = new Timestamp(System.currentTimeMillis());
        for (int i = 0; i < count; i++) {
            handler.handle((int) ids[i].getLeastSignificantBits());
        }
        try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            settle.setTimestamp(1, now);
            settle.setTimestamp(2, now);
            settle.setObject(3, BinaryArray.of(Arrays.copyOf(slots, count)));
            settle.setObject(4, BinaryArray.of(Arrays.copyOf(ids, count)));
            settle.executeUpdate();
        }
        connection.commit();
        return count;
    }
}
