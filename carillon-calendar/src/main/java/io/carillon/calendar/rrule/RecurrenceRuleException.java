package io.carillon.calendar.rrule;

import java.io.Serial;

/// A text that is no recurrence rule: which part is wrong, where, and what would be right. The
/// message says all three: `BYMONTH at 21: 13 is not 1 to 12`.
public final class RecurrenceRuleException extends IllegalArgumentException {
    @Serial private static final long serialVersionUID = 1L;

    private final String part;
    private final int position;

    RecurrenceRuleException(String part, int position, String detail) {
        super(part + " at " + position + ": " + detail);
        this.part = part;
        this.position = position;
    }

    /// The name of the part, such as `BYMONTH`; `RRULE` when the text as a whole is meant.
    public String part() {
        return part;
    }

    /// Which character of the text is the first of what is wrong, counted from 1. What is missing
    /// is missing at the end, one after the last character.
    public int position() {
        return position;
    }
}
