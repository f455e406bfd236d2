package io.carillon.calendar.rrule;

import java.util.ArrayList;
import java.util.List;

/// A stretch of a rule's text that belongs to one part: its whole value or one item of its list.
/// `position` is that of its first character, counted from 1.
record Value(String part, String text, int position) {
    private static final int SHOWN_MAX = 24;

    /// The items of a list, parted by commas.
    List<Value> items() {
        List<Value> items = new ArrayList<>();
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            items.add(item(start, comma));
            start = comma + 1;
        }
        items.add(item(start, text.length()));
        return items;
    }

    /// The number, which is one to `digitsMax` digits, with a sign if `signed`, and within `range`.
    int number(Range range, int digitsMax, boolean signed) {
        int digits = signed && startsWithSign() ? 1 : 0;
        if (text.length() == digits || text.length() - digits > digitsMax || !isDigits(digits)) {
            throw refused(shown() + " is not " + range);
        }
        long number = Long.parseLong(text, digits, text.length(), 10);
        boolean negative = digits == 1 && text.charAt(0) == '-';
        if (number < range.min() || number > range.max()) {
            throw refused(shown() + " is not " + range);
        }
        return Math.toIntExact(negative ? -number : number);
    }

    boolean is(String name) {
        return is(text, name);
    }

    /// Whether the text is this name, in letters of either case. Others may be those of the name
    /// once they are in upper case, as ı and ſ are, and are none of it.
    static boolean is(String text, String name) {
        return text.equalsIgnoreCase(name) && text.chars().allMatch(c -> c < 128);
    }

    RecurrenceRuleException refused(String detail) {
        return new RecurrenceRuleException(part, position, detail);
    }

    /// The text for a message: not long, and on one line.
    String shown() {
        return shown(text);
    }

    static String shown(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        StringBuilder shown = new StringBuilder();
        text.chars()
                .limit(SHOWN_MAX)
                .forEach(c -> shown.append(c > ' ' && c < 127 ? (char) c : '?'));
        return text.length() > SHOWN_MAX ? shown.append("...").toString() : shown.toString();
    }

    private Value item(int from, int to) {
        return new Value(part, text.substring(from, to), position + from);
    }

    private boolean startsWithSign() {
        return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-');
    }

    private boolean isDigits(int from) {
        return text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }
}
