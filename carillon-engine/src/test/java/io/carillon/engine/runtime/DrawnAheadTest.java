package io.carillon.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawnAheadTest {
    /// Counts the bytes it has given.
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private int given;
        private int times;

        @Override
        public void nextBytes(byte[] bytes) {
            ByteBuffer to = ByteBuffer.wrap(bytes);
            while (to.hasRemaining()) {
                to.putLong(given++);
            }
            times++;
        }
    }

    private final Counting source = new Counting();

    @Test
    void each_number_is_used_once_however_many_were_expected() {
        DrawnAhead random = new DrawnAhead(source, 3);

        List<Long> numbers = IntStream.range(0, 8).mapToObj(_ -> random.nextLong()).toList();

        assertThat(numbers).isEqualTo(LongStream.range(0, 8).boxed().toList());
        assertThat(source.times).isEqualTo(3);
    }

    @Test
    void nothing_is_drawn_before_somebody_asks() {
        assertThat(new DrawnAhead(source, 0)).isNotNull();
        assertThat(source.times).isZero();

        assertThat(new DrawnAhead(source, 0).nextLong()).isZero();
    }

    @Test
    void no_more_than_a_thousand_are_drawn_at_once() {
        assertThat(new DrawnAhead(source, Integer.MAX_VALUE).nextLong()).isZero();
        assertThat(source.given).isEqualTo(1_024);
    }
}
