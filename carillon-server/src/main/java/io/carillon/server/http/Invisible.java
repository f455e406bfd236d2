package io.carillon.server.http;

/// Characters that show nothing of their own. Some belong into names, where they join letters or
/// choose their form; but none of them is a name.
///
/// These are the code points with `Default_Ignorable_Code_Point` in Unicode's
/// DerivedCoreProperties.txt, which Java does not know, every other format character, and three
/// whose glyph is empty.
final class Invisible {
    private static final int[] FIRST_AND_LAST = {
        0x034F, 0x034F, // combining grapheme joiner
        0x115F, 0x1160, // Hangul fillers
        0x17B4, 0x17B5, // Khmer inherent vowels
        0x180B, 0x180F, // Mongolian selectors
        0x2060, 0x206F,
        0x2800, 0x2800, // Braille without a dot
        0x3164, 0x3164, // Hangul filler
        0xFE00, 0xFE0F, // variation selectors
        0xFFA0, 0xFFA0, // Hangul filler, half as wide
        0xFFF0, 0xFFF8,
        0x16FE4, 0x16FE4, // Khitan filler
        0x1D159, 0x1D159, // musical null notehead
        0xE0000, 0xE0FFF, // tags and more variation selectors
    };

    private Invisible() {}

    static boolean is(int c) {
        if (Character.getType(c) == Character.FORMAT) {
            return true;
        }
        for (int i = 0; i < FIRST_AND_LAST.length; i += 2) {
            if (c >= FIRST_AND_LAST[i] && c <= FIRST_AND_LAST[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
