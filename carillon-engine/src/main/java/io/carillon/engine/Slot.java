package io.carillon.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// One of 1,024 fixed shares of all subjects: the leading column of every big table's key, and part
/// of every id. A slot never changes and never depends on a zone or a date, so that slots can be
/// spread over servers without spreading any one subject.
public record Slot(int number) {
    public static final int COUNT = 1_024;

    private static final MessageDigest SHA_256 = findSha256();

    public Slot {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("a slot is 0 to 1,023, not " + number);
        }
    }

    /// The slot of a subject that its owner names: the same for the same name, for ever.
    public static Slot ofRef(int tenant, String ref) {
        byte[] hash = sha256().digest((tenant + "/" + ref).getBytes(StandardCharsets.UTF_8));
        return new Slot(((hash[0] & 0xFF) << 2) | ((hash[1] & 0xFF) >>> 6));
    }

    /// The slot of a subject without a name of its owner's.
    public static Slot random(RandomGenerator random) {
        return new Slot(random.nextInt(COUNT));
    }

    /// The slot that an id carries in the 12 bits behind its version.
    public static Slot of(UUID id) {
        int carried = (int) (id.getMostSignificantBits() & 0xFFF);
        if (id.version() != 8 || carried >= COUNT) {
            throw new IllegalArgumentException(
                    id + " is not an id of Carillon's: it carries no slot");
        }
        return new Slot(carried);
    }

    /// A UUIDv8 with this slot: `high` fills the 48 bits before the version, `low` the last 62.
    public UUID id(long high, long low) {
        long most = (high << 16) | 0x8000L | number;
        long least = (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    /// The number, as the tables hold it.
    public short shortNumber() {
        return (short) number;
    }

    /// SHA-256, which every Java runtime has.
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) SHA_256.clone(); // cheaper than to look one up
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java runtime cannot copy SHA-256", e);
        }
    }

    private static MessageDigest findSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
