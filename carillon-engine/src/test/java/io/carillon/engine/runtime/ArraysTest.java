package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.engine.database.Databases;
import io.carillon.engine.database.SqlArray;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists become arrays of the database's types, and come back as they were.
class ArraysTest {
    private static final Instant EARLY = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant PAST = Instant.parse("1969-07-20T20:17:40.123456Z");
    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final UUID ID = UUID.fromString("80004fe6-9e2e-835a-b9fd-7428804cbc56");

    /// Of all that lists become, the numbers in the database's catalogue.
    private static final String ARRAYS = "1000,1005,1007,1009,1016,1185,2951";

    @ParameterizedTest
    @MethodSource("lists")
    void a_list_arrives_as_it_was(Class<?> type, String array, List<?> list) {
        assertThat(roundTrip(TestDatabase.databases().reference(), type, array, list))
                .isEqualTo(list);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void so_it_does_where_a_connection_sends_nothing_but_text(
            Class<?> type, String array, List<?> list) {
        try (Databases texts = open("?binaryTransferDisable=" + ARRAYS)) {
            assertThat(roundTrip(texts.reference(), type, array, list)).isEqualTo(list);
        }
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of(Short.class, "int2[]", list((short) 1023, null, Short.MIN_VALUE)),
                Arguments.of(Integer.class, "int4[]", list(7, Integer.MIN_VALUE, null)),
                Arguments.of(Long.class, "int8[]", list(null, Long.MAX_VALUE, -1L)),
                Arguments.of(Boolean.class, "bool[]", list(true, false, null)),
                Arguments.of(UUID.class, "uuid[]", list(ID, null, new UUID(0, 0))),
                Arguments.of(
                        String.class,
                        "text[]",
                        list("", null, "NULL", "a,\"b\\\" {c}", " Zoë \uD83C\uDF82\n'")),
                Arguments.of(
                        String.class,
                        "text[]",
                        list("short", "é".repeat(100), null, "long".repeat(5_000), null, "again")),
                Arguments.of(Instant.class, "timestamptz[]", list(PAST, EARLY, FAR, null)),
                Arguments.of(Instant.class, "timestamptz[]", List.of()),
                Arguments.of(String.class, "text[]", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'?binaryTransferDisable=" + ARRAYS + "', 2"})
    void nothing_but_nulls_are_as_many_nulls_as_the_list_beside_them_is_long(
            String option, int sent) {
        try (Databases databases = open(option)) {
            List<String> rows =
                    databases
                            .reference()
                            .withHandle(handle ->
                                    handle.createQuery(
                                                    """
                                                    SELECT concat_ws(' ', id, name IS NULL, at IS NULL,
                                                                     cardinality(CAST(:names AS text[]))) AS v
                                                    FROM (SELECT unnest(CAST(:ids AS int[])) AS id,
                                                                 unnest(CAST(:names AS text[])) AS name,
                                                                 unnest(CAST(:ats AS timestamptz[])) AS at) AS r
                                                    """)
                                            .bind("ids", array(Integer.class, list(7, 8)))
                                            .bind("names", array(String.class, list(null, null)))
                                            .bind("ats", array(Instant.class, list(null, null)))
                                            .mapTo(String.class)
                                            .list());

            assertThat(rows).containsExactly("7 t t " + sent, "8 t t " + sent);
        }
    }

    private static Databases open(String option) {
        return Databases.open(
                TestDatabase.url("postgres") + option,
                TestDatabase.user(),
                TestDatabase.password(),
                1);
    }

    private static List<?> roundTrip(Jdbi jdbi, Class<?> type, String array, List<?> list) {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT v FROM unnest(CAST(:list AS " + array + ")) AS v")
                        .bind("list", array(type, list))
                        .map((row, _) ->
                                type == Instant.class
                                        ? instant(row.getObject("v", OffsetDateTime.class))
                                        : row.getObject("v", type))
                        .list());
    }

    private static <T> SqlArray array(Class<T> type, List<?> list) {
        return SqlArray.of(type, list.stream().map(type::cast).toList());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static List<@Nullable Object> list(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
