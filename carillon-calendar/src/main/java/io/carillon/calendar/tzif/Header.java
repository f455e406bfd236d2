package io.carillon.calendar.tzif;

/// The header of a data block: the version of the file, and how much of everything follows.
record Header(
        int version,
        long utIndicators,
        long standardIndicators,
        long leapSeconds,
        long times,
        long types,
        long letters) {
    private static final int LENGTH = 44;
    private static final int MAGIC = 0x545A6966; // TZif
    private static final int UNUSED = 15;

    static Header read(Bytes bytes) throws Malformed {
        bytes.need(LENGTH, "header");
        if (bytes.signed32() != MAGIC) {
            throw new Malformed("has no TZif header where one should be");
        }
        int version = version(bytes.unsigned8());
        bytes.skip(UNUSED, "header");
        return new Header(
                version,
                bytes.unsigned32(),
                bytes.unsigned32(),
                bytes.unsigned32(),
                bytes.unsigned32(),
                bytes.unsigned32(),
                bytes.unsigned32());
    }

    /// The length of the block, whose times take `timeSize` bytes each. No overflow: six numbers of
    /// 32 bits, times at most 12.
    long blockLength(int timeSize) {
        return times * (timeSize + 1)
                + types * 6
                + letters
                + leapSeconds * (timeSize + 4)
                + standardIndicators
                + utIndicators;
    }

    private static int version(int written) throws Malformed {
        return switch (written) {
            case 0 -> 1;
            case '2', '3', '4' -> written - '0';
            default ->
                    throw new Malformed(
                            "has an unknown version (byte " + written + "): 2 to 4 are read");
        };
    }
}
