package io.carillon.calendar.rrule;

import java.util.EnumSet;
import java.util.Set;

/// Which parts may stand together (RFC 5545 §3.3.10).
final class RuleChecks {
    private static final Set<Part> BY_PARTS = EnumSet.range(Part.BYMONTH, Part.BYSECOND);

    private final RuleText text;
    private final RecurrenceRule rule;

    private RuleChecks(RuleText text, RecurrenceRule rule) {
        this.text = text;
        this.rule = rule;
    }

    static void check(RuleText text, RecurrenceRule rule) {
        RuleChecks checks = new RuleChecks(text, rule);
        checks.onlyIn(Part.BYWEEKNO, EnumSet.of(Frequency.YEARLY));
        checks.onlyIn(
                Part.BYYEARDAY,
                EnumSet.complementOf(
                        EnumSet.of(Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY)));
        checks.onlyIn(Part.BYMONTHDAY, EnumSet.complementOf(EnumSet.of(Frequency.WEEKLY)));
        checks.numberedWeekdays();
        checks.setPositions();
    }

    private void onlyIn(Part part, Set<Frequency> allowed) {
        text.find(part)
                .filter(_ -> !allowed.contains(rule.frequency()))
                .ifPresent(value -> {
                    throw value.refused(
                            "not in a rule that is %s, only %s"
                                    .formatted(rule.frequency(), names(allowed)));
                });
    }

    private void numberedWeekdays() {
        Frequency frequency = rule.frequency();
        boolean counts = frequency == Frequency.MONTHLY || frequency == Frequency.YEARLY;
        boolean weeks = text.find(Part.BYWEEKNO).isPresent();
        if (counts && !weeks) {
            return;
        }
        text.find(Part.BYDAY).stream()
                .flatMap(value -> value.items().stream())
                .filter(item -> item.text().length() > 2)
                .findFirst()
                .ifPresent(item -> {
                    String plain = item.text().substring(item.text().length() - 2);
                    throw item.refused(
                            "weekdays are numbered in %s; write %s"
                                    .formatted(
                                            counts
                                                    ? "rules without BYWEEKNO only"
                                                    : "MONTHLY and YEARLY rules only",
                                            plain));
                });
    }

    private void setPositions() {
        text.find(Part.BYSETPOS)
                .filter(_ -> BY_PARTS.stream().noneMatch(part -> text.find(part).isPresent()))
                .ifPresent(value -> {
                    throw value.refused(
                            "it picks from what another part names; add one, such as BYDAY");
                });
    }

    private static String names(Set<Frequency> frequencies) {
        return String.join(", ", frequencies.stream().map(Frequency::name).toList());
    }
}
