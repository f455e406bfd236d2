package io.carillon.calendar.rrule;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A rule's text taken apart: the value of each part, and where it stands.
final class RuleText {
    /// More than any rule needs.
    static final int LENGTH_MAX = 4_096;

    private static final String PROPERTY = "RRULE:";

    private final Map<Part, Value> values = new EnumMap<>(Part.class);
    private final int length;

    RuleText(String text) {
        length = text.length();
        if (length > LENGTH_MAX) {
            throw new RecurrenceRuleException(
                    "RRULE", LENGTH_MAX + 1, "write at most " + LENGTH_MAX + " characters");
        }
        int start = text.regionMatches(true, 0, PROPERTY, 0, PROPERTY.length()) ? 6 : 0;
        for (int end; start <= length; start = end + 1) {
            end = text.indexOf(';', start);
            end = end < 0 ? length : end;
            add(text.substring(start, end), start + 1);
        }
    }

    Optional<Value> find(Part part) {
        return Optional.ofNullable(values.get(part));
    }

    RecurrenceRuleException missing(Part part, String detail) {
        return new RecurrenceRuleException(part.name(), length + 1, detail);
    }

    private void add(String pair, int position) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        Part part =
                Part.named(name)
                        .orElseThrow(() ->
                                refused(name, position, "no such part; there are " + Part.names()));
        if (equals < 0) {
            throw refused(name, position, "write " + part + "=, then its value");
        }
        Value value = new Value(part.name(), pair.substring(equals + 1), position + equals + 1);
        if (values.put(part, value) != null) {
            throw refused(name, position, "written twice; write " + part + " once");
        }
    }

    private static RecurrenceRuleException refused(String name, int position, String detail) {
        return new RecurrenceRuleException(Value.shown(name), position, detail);
    }
}
