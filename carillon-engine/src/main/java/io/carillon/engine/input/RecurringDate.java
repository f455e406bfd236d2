package io.carillon.engine.input;

import io.carillon.calendar.AnnualDate;
import io.carillon.engine.input.Parsed.Value;
import io.carillon.engine.input.Parsed.Wrong;
import java.time.DateTimeException;

/// A date that recurs every year, `1992-02-29`, or `--02-29` when its year is not known.
public final class RecurringDate {
    private RecurringDate() {}

    public static Parsed<AnnualDate> parse(String text) {
        try {
            return new Value<>(AnnualDate.parse(text));
        } catch (DateTimeException e) {
            return new Wrong<>("invalid_date", String.valueOf(e.getMessage()));
        }
    }
}
