package io.carillon.trials.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// An array as PostgreSQL keeps it. The driver would send one of ids or instants as text, which the
/// floor shall not have to pay for.
final class BinaryArray extends PGobject implements PGBinaryObject {
    /// What a connection must be told to send as bytes: the numbers of these types of arrays.
    static final String TYPES = "1005,2951,1185";

    private static final long serialVersionUID = 1L;
    private static final int HEADER = 5 * Integer.BYTES;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final byte[] bytes;

    private BinaryArray(String type, ByteBuffer whole) {
        setType(type);
        this.bytes = new byte[whole.flip().remaining()];
        whole.get(bytes);
    }

    static BinaryArray of(short[] numbers) {
        ByteBuffer array = header(21, numbers.length, Short.BYTES);
        for (short number : numbers) {
            array.putInt(Short.BYTES).putShort(number);
        }
        return new BinaryArray("_int2", array);
    }

    static BinaryArray of(UUID[] ids) {
        ByteBuffer array = header(2950, ids.length, 2 * Long.BYTES);
        for (UUID id : ids) {
            array.putInt(2 * Long.BYTES)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits());
        }
        return new BinaryArray("_uuid", array);
    }

    static BinaryArray of(Instant[] instants) {
        ByteBuffer array = header(1184, instants.length, Long.BYTES);
        for (Instant instant : instants) {
            array.putInt(Long.BYTES).putLong(Duration.between(EPOCH, instant).toNanos() / 1_000);
        }
        return new BinaryArray("_timestamptz", array);
    }

    @Override
    public int lengthInBytes() {
        return bytes.length;
    }

    @Override
    public void toBytes(byte[] to, int offset) {
        System.arraycopy(bytes, 0, to, offset, bytes.length);
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("arrays are only sent this way");
    }

    private static ByteBuffer header(int element, int count, int width) {
        return ByteBuffer.allocate(HEADER + count * (Integer.BYTES + width))
                .putInt(1) // dimension
                .putInt(0) // without NULL
                .putInt(element)
                .putInt(count)
                .putInt(1); // the index of the first
    }
}
