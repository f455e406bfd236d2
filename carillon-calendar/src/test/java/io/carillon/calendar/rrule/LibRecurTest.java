package io.carillon.calendar.rrule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.Draws;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The second opinion of lib-recur 0.17.1 on random rules. Where it differs, the rule must be of a
/// kind listed here with the reading of RFC 5545 that decides it, and [BruteForce] must say of the
/// first moment in question what we say.
@Tag("random")
class LibRecurTest {
    /// With fewer, some kind of difference would not show.
    private static final int RULES = Math.max(4_000, Draws.count(4_000));

    private static final long SEED = Draws.seed(2_445);
    private static final int MAX = 12;
    private static final LocalDate END = LocalDate.of(2150, 1, 1);

    /// Of a kind that one rule in a hundred thousand is: on 6 April 2004 the Tuesday.
    private static final DrawnRule RARE =
            new DrawnRule(
                    LocalDateTime.parse("2003-11-20T19:00"),
                    Frequency.YEARLY,
                    1,
                    DayOfWeek.WEDNESDAY,
                    new DrawnRule.Days(
                            List.of(3, 4, 6, 7, 8, 11),
                            List.of(14, 47),
                            List.of(),
                            List.of(),
                            Stream.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)
                                    .map(day -> new DrawnRule.Nth(0, day))
                                    .toList()),
                    new DrawnRule.Times(List.of(), List.of(), List.of()),
                    List.of(),
                    0);

    /// The kinds of rule of which lib-recur says something else, each with the reason why not.
    private enum Difference {
        /// "BYMONTHDAY: Expand" in the table of §3.3.10: every month. It takes the month of
        /// DTSTART.
        MONTH_DAY_WITHOUT_MONTH,
        /// "-1 represents the last day of the year"; where BYYEARDAY limits, it takes the day
        /// before.
        YEAR_DAY_FROM_THE_END_AS_A_LIMIT,
        /// "A set of recurrence instances starts at the beginning of the interval": in the first
        /// year it begins to count at DTSTART.
        SET_POSITION_IN_A_YEAR,
        /// "Week number one … is the first week that contains at least four (4) days in that
        /// calendar year": a year of 52 weeks has no week 53, and week 1 may have days in December.
        /// It takes week 1 of the next year for week 53, and with BYMONTH or a DTSTART in such days
        /// it leaves out what lies in the other year.
        WEEK_AT_THE_TURN_OF_THE_YEAR,
        /// "A BYDAY value is a day of the week": with BYMONTH, in a week of two months, it may tell
        /// the day before the one that is named.
        WEEKDAY_IN_A_WEEK_OF_TWO_MONTHS,
        /// It gives up, with an exception, after a number of intervals without a result.
        GIVES_UP;

        private boolean isOf(DrawnRule rule) {
            boolean yearly = rule.frequency() == Frequency.YEARLY;
            return switch (this) {
                case MONTH_DAY_WITHOUT_MONTH ->
                        yearly
                                && rule.days().months().isEmpty()
                                && !rule.days().monthDays().isEmpty();
                case YEAR_DAY_FROM_THE_END_AS_A_LIMIT ->
                        rule.frequency().isFinerThanDaily()
                                && rule.days().yearDays().stream().anyMatch(day -> day < 0);
                case SET_POSITION_IN_A_YEAR -> yearly && !rule.setPositions().isEmpty();
                case WEEK_AT_THE_TURN_OF_THE_YEAR ->
                        rule.days().weekNumbers().stream()
                                .anyMatch(week -> Math.abs(week) == 1 || Math.abs(week) >= 51);
                case WEEKDAY_IN_A_WEEK_OF_TWO_MONTHS ->
                        !rule.days().weekNumbers().isEmpty()
                                && !rule.days().months().isEmpty()
                                && !rule.days().weekdays().isEmpty();
                case GIVES_UP -> false;
            };
        }

        static Optional<Difference> of(DrawnRule rule, boolean gaveUp) {
            return gaveUp
                    ? Optional.of(GIVES_UP)
                    : Arrays.stream(values()).filter(kind -> kind.isOf(rule)).findFirst();
        }
    }

    @Test
    void lib_recur_agrees_but_for_kinds_of_rules_in_which_it_misreads_rfc_5545() {
        List<DrawnRule> rules = synchronisedRules();
        Set<Difference> seen = EnumSet.noneOf(Difference.class);
        int agreed = 0;

        for (DrawnRule rule : rules) {
            List<LocalDateTime> ours = expand(rule);
            Optional<List<LocalDateTime>> theirs = expandByLibRecur(rule);
            if (theirs.filter(ours::equals).isPresent()) {
                agreed++;
                continue;
            }
            Optional<Difference> difference = Difference.of(rule, theirs.isEmpty());
            assertThat(difference).as("%s%n ours   %s%n theirs %s", rule, ours, theirs).isPresent();
            seen.add(difference.get());
            theirs.ifPresent(others -> assertBruteForceSaysWhatWeSay(rule, ours, others));
        }

        assertThat(agreed).as("rules on which both agree").isGreaterThan(rules.size() * 9 / 10);
        assertThat(seen).as("a kind that no rule shows any more").contains(Difference.values());
        Draws.tally("rules on which lib-recur agrees", agreed);
        Draws.tally("rules that lib-recur misreads", rules.size() - agreed);
    }

    private static void assertBruteForceSaysWhatWeSay(
            DrawnRule rule, List<LocalDateTime> ours, List<LocalDateTime> theirs) {
        int same = 0;
        while (same < Math.min(ours.size(), theirs.size())
                && ours.get(same).equals(theirs.get(same))) {
            same++;
        }
        LocalDateTime disputed =
                Stream.concat(
                                ours.stream().skip(same).limit(1),
                                theirs.stream().skip(same).limit(1))
                        .min(LocalDateTime::compareTo)
                        .orElseThrow();

        assertThat(
                        new BruteForce(rule)
                                .from(disputed, disputed.toLocalDate().plusDays(1), 1)
                                .contains(disputed))
                .as("%s at %s", rule, disputed)
                .isEqualTo(ours.contains(disputed));
    }

    /// Rules from the first time that they produce: what others are, RFC 5545 leaves undefined.
    private static List<DrawnRule> synchronisedRules() {
        RuleDraws draws = new RuleDraws(SEED);
        return Stream.concat(Stream.of(RARE), Stream.generate(draws::next).limit(RULES))
                .flatMap(rule -> expand(rule).stream().limit(1).map(rule::startingAt))
                .toList();
    }

    private static List<LocalDateTime> expand(DrawnRule rule) {
        LocalTimes times =
                RecurrenceSet.of(RecurrenceRule.parse(rule.text()), rule.dtstart())
                        .times(rule.dtstart());
        List<LocalDateTime> found = new ArrayList<>();
        for (long second = times.next();
                second < Seconds.of(END.atStartOfDay()) && found.size() < MAX;
                second = times.next()) {
            found.add(LocalTimes.local(second));
        }
        return found;
    }

    /// Empty when it gave up.
    private static Optional<List<LocalDateTime>> expandByLibRecur(DrawnRule rule) {
        LocalDateTime start = rule.dtstart();
        List<LocalDateTime> found = new ArrayList<>();
        try {
            RecurrenceRuleIterator times =
                    new org.dmfs.rfc5545.recur.RecurrenceRule(rule.text())
                            .iterator(
                                    new DateTime(
                                            start.getYear(),
                                            start.getMonthValue() - 1,
                                            start.getDayOfMonth(),
                                            start.getHour(),
                                            start.getMinute(),
                                            start.getSecond()));
            while (found.size() < MAX && times.hasNext()) {
                LocalDateTime time = local(times.nextDateTime());
                if (!time.toLocalDate().isBefore(END)) {
                    break;
                }
                found.add(time);
            }
        } catch (InvalidRecurrenceRuleException e) {
            throw new AssertionError("lib-recur refuses " + rule, e);
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException _) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }
}
