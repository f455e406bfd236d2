package io.carillon.cli.lines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Lines of bytes up to a length. A line that is longer is read to its end and not kept, so that
/// memory is bounded whatever comes.
final class LineReader {
    /// What came next.
    sealed interface Line {
        /// Without its line break.
        record Bytes(ByteBuffer bytes) implements Line {}

        record TooLong() implements Line {}

        record End() implements Line {}
    }

    private final InputStream in;
    private final int bytesMax;
    private final Runnable beforeWaiting;
    private final byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;

    /// `beforeWaiting` runs before a read that has to wait for whoever writes the lines.
    LineReader(InputStream in, int bytesMax, Runnable beforeWaiting) {
        this.in = in;
        this.bytesMax = bytesMax;
        this.beforeWaiting = beforeWaiting;
    }

    Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean begun = false;
        boolean tooLong = false;
        while (true) {
            if (start == end && !fill()) {
                return begun ? line(line, tooLong) : new Line.End();
            }
            begun = true;
            int lineBreak = start;
            while (lineBreak < end && buffer[lineBreak] != '\n') {
                lineBreak++;
            }
            tooLong |= line.size() + lineBreak - start > bytesMax;
            if (!tooLong) {
                line.write(buffer, start, lineBreak - start);
            }
            boolean ended = lineBreak < end;
            start = ended ? lineBreak + 1 : end;
            if (ended) {
                return line(line, tooLong);
            }
        }
    }

    private boolean fill() throws IOException {
        if (in.available() == 0) {
            beforeWaiting.run();
        }
        start = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private static Line line(ByteArrayOutputStream line, boolean tooLong) {
        return tooLong ? new Line.TooLong() : new Line.Bytes(ByteBuffer.wrap(line.toByteArray()));
    }
}
