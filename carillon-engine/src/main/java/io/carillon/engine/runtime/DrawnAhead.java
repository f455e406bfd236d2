package io.carillon.engine.runtime;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Randomness drawn ahead, some at once, for to ask for each number by itself takes several times
/// as long, and all who ask wait for each other. Not safe for use by several threads.
final class DrawnAhead implements RandomGenerator {
    private static final int LONGS_MAX = 1_024;

    private final SecureRandom source;
    private final ByteBuffer drawn;

    /// Draws as many as are expected, up to a thousand, and again when these are used up.
    DrawnAhead(SecureRandom source, int longs) {
        this.source = source;
        this.drawn = ByteBuffer.allocate(Long.BYTES * Math.clamp(longs, 1, LONGS_MAX));
        drawn.position(drawn.limit());
    }

    @Override
    public long nextLong() {
        if (!drawn.hasRemaining()) {
            source.nextBytes(drawn.array());
            drawn.clear();
        }
        return drawn.getLong();
    }
}
