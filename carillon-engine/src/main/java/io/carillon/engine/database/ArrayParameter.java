package io.carillon.engine.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// Values as an array in PostgreSQL's binary format. As text, the arrays of set-based statements
/// cost a large part of what a claim takes on our side, and much on the database's. Where a
/// connection is set to send nothing but text, they are text all the same.
final class ArrayParameter extends PGobject implements PGBinaryObject {
    private static final long serialVersionUID = 1L;
    private static final long POSTGRES_EPOCH =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int HEADER = 3 * Integer.BYTES;
    private static final int DIMENSION = 2 * Integer.BYTES;
    private static final int NULL_LENGTH = -1;

    private final transient List<? extends @Nullable Object> values;
    private final transient ByteBuffer bytes;

    /// The types that elements can have: PostgreSQL's name for an array of them, and the numbers of
    /// both types in its catalogue, the same in every installation.
    enum Element {
        INT2(Short.class, Short.BYTES, "_int2", 1005, 21),
        INT4(Integer.class, Integer.BYTES, "_int4", 1007, 23),
        INT8(Long.class, Long.BYTES, "_int8", 1016, 20),
        BOOL(Boolean.class, 1, "_bool", 1000, 16),
        UUID(UUID.class, 2 * Long.BYTES, "_uuid", 2951, 2950),
        TEXT(String.class, 12, "_text", 1009, 25),
        TIMESTAMPTZ(Instant.class, Long.BYTES, "_timestamptz", 1185, 1184);

        private final Class<?> type;
        private final int room;
        final int arrayOid;
        private final String array;
        private final int oid;

        /// `room` is how many bytes each has; of texts, which differ, how many it begins with.
        Element(Class<?> type, int room, String array, int arrayOid, int oid) {
            this.type = type;
            this.room = room;
            this.array = array;
            this.arrayOid = arrayOid;
            this.oid = oid;
        }

        static Element of(Class<?> type) {
            for (Element element : values()) {
                if (element.type == type) {
                    return element;
                }
            }
            throw new IllegalArgumentException("no array of " + type.getName());
        }
    }

    /// NULL stands among the values where a row has none.
    ArrayParameter(Element element, List<? extends @Nullable Object> values) {
        setType(element.array);
        this.values = values;
        this.bytes = encode(element, values);
    }

    @Override
    public String getValue() {
        return values.stream()
                .map(ArrayParameter::quoted)
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public int lengthInBytes() {
        return bytes.remaining();
    }

    @Override
    public void toBytes(byte[] to, int offset) {
        bytes.get(bytes.position(), to, offset, bytes.remaining());
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("arrays are only sent this way");
    }

    /// Nothing but NULLs are sent as an empty array, which costs neither side anything: beside
    /// longer ones `unnest` makes NULLs of what it lacks.
    private static ByteBuffer encode(Element element, List<? extends @Nullable Object> values) {
        ByteBuffer to =
                ByteBuffer.allocate(
                        HEADER + DIMENSION + values.size() * (Integer.BYTES + element.room));
        to.position(HEADER + DIMENSION);
        int nulls = 0;
        String last = "";
        byte[] bytes = {};
        for (Object value : values) {
            if (value == null) {
                nulls++;
                to = withRoom(to, 0).putInt(NULL_LENGTH);
            } else if (value instanceof String text) {
                if (!text.equals(last)) { // in many columns it is the same all the way
                    last = text;
                    bytes = text.getBytes(StandardCharsets.UTF_8);
                }
                to = withRoom(to, bytes.length).putInt(bytes.length).put(bytes);
            } else {
                write(element, value, to);
            }
        }
        boolean empty = nulls == values.size();
        to.putInt(0, empty ? 0 : 1).putInt(Integer.BYTES, nulls > 0 && !empty ? 1 : 0);
        to.putInt(2 * Integer.BYTES, element.oid);
        if (empty) {
            return to.position(HEADER).flip();
        }
        to.putInt(HEADER, values.size()).putInt(HEADER + Integer.BYTES, 1); // the first one's index
        return to.flip();
    }

    private static ByteBuffer withRoom(ByteBuffer buffer, int length) {
        return buffer.remaining() >= Integer.BYTES + length
                ? buffer
                : ByteBuffer.allocate(2 * buffer.capacity() + length).put(buffer.flip());
    }

    /// An element behind its length.
    private static void write(Element element, Object value, ByteBuffer to) {
        to.putInt(element.room);
        switch (element) {
            case INT2 -> to.putShort((Short) value);
            case INT4 -> to.putInt((Integer) value);
            case INT8 -> to.putLong((Long) value);
            case BOOL -> to.put((byte) ((Boolean) value ? 1 : 0));
            case UUID -> {
                UUID id = (UUID) value;
                to.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
            case TIMESTAMPTZ -> to.putLong(micros((Instant) value));
            case TEXT -> throw new IllegalStateException("a text is sent as its bytes");
        }
    }

    /// Since PostgreSQL's epoch, rounded as the driver rounds single instants.
    private static long micros(Instant at) {
        return TimeUnit.SECONDS.toMicros(at.getEpochSecond() - POSTGRES_EPOCH)
                + (at.getNano() + 500) / 1_000;
    }

    private static String quoted(@Nullable Object value) {
        return value == null
                ? "NULL"
                : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
