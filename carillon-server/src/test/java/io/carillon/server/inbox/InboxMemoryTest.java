package io.carillon.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboxMemoryTest {
    @Test
    void it_keeps_the_newest_ten_thousand() {
        Inbox inbox = new Inbox(InstantSource.system());

        for (int i = 1; i <= Inbox.KEPT_MAX + 2; i++) {
            inbox.add(Map.of(), "message " + i);
        }

        assertThat(inbox.newest(20_000)).hasSize(Inbox.KEPT_MAX);
        assertThat(inbox.newest(1).getFirst().body()).isEqualTo("message 10002");
        assertThat(inbox.before(4, 20_000))
                .extracting(Inbox.Arrival::body)
                .containsExactly("message 3");
    }
}
