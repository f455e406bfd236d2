package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.carillon.engine.database.Databases;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/// Which errors say that the database cannot be reached just now, so that asking again helps.
class UnreachableTest {
    private final Databases databases = TestDatabase.databases();

    @Test
    void a_session_that_can_only_read_is_not_used_again() {
        AtomicInteger session = new AtomicInteger();

        Throwable refused =
                catchThrowable(() ->
                        databases
                                .reference()
                                .useHandle(handle -> {
                                    session.set(number(handle, "SELECT pg_backend_pid()"));
                                    handle.execute("SET default_transaction_read_only = on");
                                    handle.execute("DELETE FROM node");
                                }));

        assertThat(Databases.isReadOnly(refused)).isTrue();
        awaitEndOf(session.get());
    }

    @Test
    void a_session_that_the_database_ended_since_its_transaction_took_too_long_is_gone() {
        Throwable ended =
                catchThrowable(() ->
                        databases
                                .reference()
                                .useTransaction(handle -> {
                                    handle.execute("SET LOCAL transaction_timeout = '1ms'");
                                    handle.execute("SELECT pg_sleep(60)");
                                }));

        assertThat(Databases.isUnreachable(ended)).isTrue();
    }

    @Test
    void so_is_one_that_said_nothing_for_too_long() {
        Throwable ended =
                catchThrowable(() ->
                        databases
                                .reference()
                                .useTransaction(handle -> {
                                    int session = number(handle, "SELECT pg_backend_pid()");
                                    handle.execute(
                                            "SET LOCAL idle_in_transaction_session_timeout = '1ms'");
                                    awaitEndOf(session);
                                    handle.execute("SELECT 1");
                                }));

        assertThat(Databases.isUnreachable(ended)).isTrue();
    }

    @Test
    void a_statement_that_is_wrong_reached_the_database() {
        Throwable wrong =
                catchThrowable(() ->
                        databases.reference().useHandle(handle -> handle.execute("SELECT 1 / 0")));

        assertThat(wrong).isNotNull();
        assertThat(Databases.isUnreachable(wrong)).isFalse();
    }

    private void awaitEndOf(int session) {
        await().until(() ->
                databases
                                .loops()
                                .withHandle(handle ->
                                        number(
                                                handle,
                                                "SELECT count(*) FROM pg_stat_activity WHERE pid = "
                                                        + session))
                        == 0);
    }

    private static int number(Handle handle, String query) {
        return handle.select(query).mapTo(Integer.class).one();
    }
}
