package io.carillon.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    private static final String ADA = "{\"firstName\": \"Ada\"}";
    private static final String GRACE = "{\"firstName\": \"Grace\", \"lastName\": \"Hopper\"}";

    @Test
    void the_texts_of_many_are_each_ones_own() {
        assertThat(Rows.texts(List.of(GRACE, "{}", ADA)))
                .containsExactly(
                        Optional.of(Map.of("firstName", "Grace", "lastName", "Hopper")),
                        Optional.of(Map.of()),
                        Optional.of(Map.of("firstName", "Ada")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"firstName\": \"Eve\"}, {\"firstName\": \"Mallory\"}, {\"firstName\": \"Trudy\"}]",
                "[]",
                "[\"Eve\"]",
                "\"Eve\"",
                "7",
                "null",
                "{\"firstName\": {\"first\": \"Eve\"}}",
                "{\"firstName\": [\"Eve\"]}"
            })
    void what_is_no_object_of_texts_is_left_out_and_the_others_keep_theirs(String broken) {
        Optional<Map<String, String>> ada = Optional.of(Map.of("firstName", "Ada"));

        assertThat(Rows.texts(List.of(broken, ADA, ADA)))
                .containsExactly(Optional.empty(), ada, ada);
        assertThat(Rows.texts(List.of(ADA, broken, ADA)))
                .containsExactly(ada, Optional.empty(), ada);
        assertThat(Rows.texts(List.of(ADA, ADA, broken)))
                .containsExactly(ada, ada, Optional.empty());
    }

    @Test
    void of_none_there_are_none() {
        assertThat(Rows.texts(List.of())).isEmpty();
    }
}
