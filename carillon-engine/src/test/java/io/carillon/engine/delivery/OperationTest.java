package io.carillon.engine.delivery;

import static io.carillon.engine.delivery.DeliveryState.CANCELLED;
import static io.carillon.engine.delivery.DeliveryState.DELIVERED;
import static io.carillon.engine.delivery.DeliveryState.FAILED;
import static io.carillon.engine.delivery.DeliveryState.IN_DOUBT;
import static io.carillon.engine.delivery.DeliveryState.MISSED;
import static io.carillon.engine.delivery.DeliveryState.PARKED;
import static io.carillon.engine.delivery.DeliveryState.PENDING;
import static io.carillon.engine.delivery.DeliveryState.RETRYING;
import static io.carillon.engine.delivery.DeliveryState.SENDING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTest {
    @Test
    void whatever_ended_without_being_delivered_can_be_replayed() {
        assertThat(Operation.REPLAY.states())
                .containsExactlyInAnyOrder(FAILED, IN_DOUBT, PARKED, MISSED, CANCELLED);
    }

    @Test
    void what_waits_or_is_in_doubt_can_be_cancelled() {
        assertThat(Operation.CANCEL.states())
                .containsExactlyInAnyOrder(PENDING, RETRYING, IN_DOUBT);
    }

    @Test
    void only_what_is_in_doubt_can_be_resolved() {
        assertThat(Operation.RESOLVE_SENT.states()).containsExactly(IN_DOUBT);
        assertThat(Operation.RESOLVE_RESEND.states()).containsExactly(IN_DOUBT);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void nothing_is_done_to_what_is_being_sent_or_was_delivered(Operation operation) {
        assertThat(operation.states()).doesNotContain(SENDING, DELIVERED);
    }

    @Test
    void what_was_tried_before_never_becomes_what_was_missed() {
        assertThat(FAILED.after(Operation.REPLAY.event(true))).contains(RETRYING);
        assertThat(MISSED.after(Operation.REPLAY.event(false))).contains(PENDING);
        assertThat(RETRYING.after(new DeliveryState.Event.Expired(true))).contains(FAILED);
        assertThat(PENDING.after(new DeliveryState.Event.Expired(false))).contains(MISSED);
    }
}
