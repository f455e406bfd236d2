package io.carillon.calendar.rrule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.Ruled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What `docs/time.md` shows of rules is what they give: lines such as
///
/// ```
/// - `FREQ=MONTHLY` from `2027-01-31T09:00`: 2027-01-31, 2027-03-31, …
/// ```
///
/// with the periods from DTSTART on, and `…` where more follow.
class DocumentedRulesTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?m)^ *- `([A-Z=;:,0-9+-]+)` from `([0-9T:-]+)`: (.+)$");
    private static final Pattern ANY = Pattern.compile("` from `");
    private static final String MORE = "…";
    private static final String NONE = "nothing";

    static Stream<Arguments> examples() throws IOException {
        return EXAMPLE.matcher(document())
                .results()
                .map(example -> Arguments.of(example.group(1), example.group(2), example.group(3)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_rule_gives_what_stands_beside_it(String rule, String dtstart, String expected) {
        assertThat(periods(rule, dtstart, List.of(expected.split(", ")))).isEqualTo(expected);
    }

    @Test
    void no_example_is_written_in_a_way_that_is_not_seen() throws IOException {
        assertThat(examples().count())
                .isGreaterThan(30)
                .isEqualTo(ANY.matcher(document()).results().count());
    }

    private static String periods(String rule, String dtstart, List<String> expected) {
        Ruled ruled =
                new Ruled(
                        RecurrenceSet.of(RecurrenceRule.parse(rule), LocalDateTime.parse(dtstart)));
        Iterator<LocalDateTime> times = ruled.from(LocalDateTime.parse(dtstart));
        boolean more = expected.getLast().equals(MORE);
        int shown = more ? expected.size() - 1 : expected.size() + 1;
        List<String> periods = new ArrayList<>();
        while (periods.size() < shown && times.hasNext()) {
            periods.add(ruled.periodOf(times.next()));
        }
        if (more && times.hasNext()) {
            periods.add(MORE);
        }
        return periods.isEmpty() ? NONE : String.join(", ", periods);
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("../docs/time.md"));
    }
}
