package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Outside databases on which somebody has set other defaults than PostgreSQL has.
class AlteredDefaultsTest {
    @ParameterizedTest
    @CsvSource({"serializable, on", "repeatable read, off"})
    void each_statement_sees_what_was_committed_before_it_and_may_write(
            String isolation, String readOnly) {
        String name = isolation.replace(' ', '_');

        try (var databases =
                TestDatabase.altered(
                        name,
                        "default_transaction_isolation = '" + isolation + "'",
                        "default_transaction_read_only = " + readOnly)) {
            databases
                    .reference()
                    .useTransaction(claim -> {
                        assertThat(versions(claim)).isEqualTo(1);

                        try (Handle edit = databases.reference().open()) {
                            edit.execute("UPDATE occasion SET version = version + 1");
                        }

                        assertThat(versions(claim)).isEqualTo(2);
                        assertThat(claim.execute("UPDATE occasion SET version = version + 1"))
                                .isEqualTo(1);
                    });
        }
    }

    private static int versions(Handle handle) {
        return handle.select("SELECT version FROM occasion").mapTo(Integer.class).one();
    }
}
