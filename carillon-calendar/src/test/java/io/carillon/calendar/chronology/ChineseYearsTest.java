package io.carillon.calendar.chronology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// That the table is what the computation gives, and nothing else.
class ChineseYearsTest {
    @Test
    void the_table_is_the_result_of_the_computation() {
        List<ChineseRule.Month> computed = new ChineseRule().months();

        assertThat(ChineseYears.table())
                .as("the table of ChineseYears; what the computation gives is\n%s", java(computed))
                .containsExactly(packed(computed));
    }

    @Test
    void every_month_of_the_calendar_begins_on_the_day_of_its_new_moon() {
        CalendarSystem chinese = CalendarSystem.of("CHINESE");

        assertThat(new ChineseRule().months())
                .hasSize(2_486)
                .allSatisfy(month -> {
                    int index = chinese.indexOf(month.year(), month.name()).orElseThrow();
                    assertThat(chinese.epochDay(month.year(), index, 1)).isEqualTo(month.start());
                    assertThat(chinese.dateOf(month.start()))
                            .isEqualTo(new CalendarDate(month.year(), index, 1));
                });
    }

    private static int[] packed(List<ChineseRule.Month> months) {
        Map<Integer, List<ChineseRule.Month>> years =
                months.stream()
                        .collect(
                                Collectors.groupingBy(
                                        ChineseRule.Month::year,
                                        TreeMap::new,
                                        Collectors.toList()));
        return years.values().stream().mapToInt(ChineseYearsTest::packedYear).toArray();
    }

    private static int packedYear(List<ChineseRule.Month> months) {
        int leap = 0;
        int longMonths = 0;
        for (int i = 0; i < months.size(); i++) {
            ChineseRule.Month month = months.get(i);
            longMonths |= month.days() == 30 ? 1 << i : 0;
            leap = month.name().leap() ? month.name().number() : leap;
        }
        int dayOfYear = LocalDate.ofEpochDay(months.getFirst().start()).getDayOfYear();
        return ChineseYears.packed(dayOfYear, leap, longMonths);
    }

    private static String java(List<ChineseRule.Month> months) {
        StringBuilder rows = new StringBuilder();
        int[] packed = packed(months);
        for (int i = 0; i < packed.length; i++) {
            rows.append("0x%06x,".formatted(packed[i]));
            boolean endsRow = i % 8 == 7 || i == packed.length - 1;
            rows.append(endsRow ? " // %d\n".formatted(1900 + i - i % 8) : " ");
        }
        return rows.toString();
    }
}
