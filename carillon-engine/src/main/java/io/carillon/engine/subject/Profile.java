package io.carillon.engine.subject;

import io.carillon.calendar.AnnualDate;
import io.carillon.engine.database.JsonTexts;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;

/// What a subject says of itself: where it lives, which dates it has, and the texts that messages
/// are made of.
public record Profile(String zone, Map<String, String> dates, Map<String, String> attributes) {
    public Profile {
        dates = unchanging(dates);
        attributes = unchanging(attributes);
    }

    /// The date of this name, if the subject has it and it can be read.
    public Optional<AnnualDate> date(String name) {
        try {
            return Optional.ofNullable(dates.get(name)).map(AnnualDate::parse);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Map<String, String> unchanging(Map<String, String> texts) {
        return texts instanceof JsonTexts ? texts : Map.copyOf(texts);
    }
}
