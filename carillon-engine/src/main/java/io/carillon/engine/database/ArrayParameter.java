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
    private final byte[] bytes;

    /// The types that elements can have: PostgreSQL's name for an array of them, and the numbers of
    /// both types in its catalogue, the same in every installation.
    enum Element {
        INT2(Short.class, Short.BYTES, "_int2", 1005, 21),
        INT4(Integer.class, Integer.BYTES, "_int4", 1007, 23),
        INT8(Long.class, Long.BYTES, "_int8", 1016, 20),
        BOOL(Boolean.class, 1, "_bool", 1000, 16),
        UUID(UUID.class, 2 * Long.BYTES, "_uuid", 2951, 2950),
        TEXT(String.class, 0, "_text", 1009, 25),
        TIMESTAMPTZ(Instant.class, Long.BYTES, "_timestamptz", 1185, 1184);

        private final Class<?> type;
        private final int width;
        final int arrayOid;
        private final String array;
        private final int oid;

        /// `width` is how many bytes each has, or 0 where they differ.
        Element(Class<?> type, int width, String array, int arrayOid, int oid) {
            this.type = type;
            this.width = width;
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
        int size = HEADER + dimensions * DIMENSION + elements.length * Integer.BYTES;
        boolean nulls = false;
        String last = "";
        byte[] bytes = {};
        for (int i = 0; i < elements.length; i++) {
            if (elements[i] instanceof String text) {
                if (!text.equals(last)) { // in many columns it is the same all the way
                    last = text;
                    bytes = text.getBytes(StandardCharsets.UTF_8);
                }
                elements[i] = bytes;
                size += bytes.length;
            } else if (elements[i] == null) {
                nulls = true;
            } else {
                size += element.width;
            }
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
        return buffer.array();
    }

    /// An element behind its length.
    private static void write(Element element, Object value, ByteBuffer to) {
        if (value instanceof byte[] text) {
            to.putInt(text.length).put(text);
            return;
        }
        to.putInt(element.width);
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
