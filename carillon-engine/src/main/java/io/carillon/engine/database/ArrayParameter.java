package io.carillon.engine.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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

    /// The length of an element, and the longest of those that have a fixed one.
    private static final int ELEMENT_MAX = Integer.BYTES + 2 * Long.BYTES;

    private final transient List<? extends @Nullable Object> values;
    private final byte[] bytes;

    /// The types that elements can have: PostgreSQL's name for an array of them, and the numbers of
    /// both types in its catalogue, the same in every installation.
    enum Element {
        INT2(Short.class, "_int2", 1005, 21),
        INT4(Integer.class, "_int4", 1007, 23),
        INT8(Long.class, "_int8", 1016, 20),
        BOOL(Boolean.class, "_bool", 1000, 16),
        UUID(UUID.class, "_uuid", 2951, 2950),
        TEXT(String.class, "_text", 1009, 25),
        TIMESTAMPTZ(Instant.class, "_timestamptz", 1185, 1184);

        private final Class<?> type;
        final int arrayOid;
        private final String array;
        private final int oid;

        Element(Class<?> type, String array, int arrayOid, int oid) {
            this.type = type;
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

    private static byte[] encode(Element element, List<? extends @Nullable Object> values) {
        @Nullable Object[] elements = values.toArray();
        int dimensions = elements.length == 0 ? 0 : 1;
        int size = HEADER + dimensions * DIMENSION + elements.length * ELEMENT_MAX;
        boolean nulls = false;
        for (int i = 0; i < elements.length; i++) {
            if (elements[i] instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                elements[i] = bytes;
                size += bytes.length;
            }
            nulls |= elements[i] == null;
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        buffer.putInt(dimensions).putInt(nulls ? 1 : 0).putInt(element.oid);
        if (dimensions > 0) {
            buffer.putInt(elements.length).putInt(1); // the index of the first
        }
        for (Object value : elements) {
            if (value == null) {
                buffer.putInt(NULL_LENGTH);
            } else {
                write(element, value, buffer);
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /// An element behind its length.
    private static void write(Element element, Object value, ByteBuffer to) {
        switch (element) {
            case INT2 -> to.putInt(Short.BYTES).putShort((Short) value);
            case INT4 -> to.putInt(Integer.BYTES).putInt((Integer) value);
            case INT8 -> to.putInt(Long.BYTES).putLong((Long) value);
            case BOOL -> to.putInt(1).put((byte) ((Boolean) value ? 1 : 0));
            case UUID -> {
                UUID id = (UUID) value;
                to.putInt(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
            }
            case TEXT -> {
                byte[] text = (byte[]) value;
                to.putInt(text.length).put(text);
            }
            case TIMESTAMPTZ -> to.putInt(Long.BYTES).putLong(micros((Instant) value));
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
