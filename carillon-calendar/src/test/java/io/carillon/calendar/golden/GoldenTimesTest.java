package io.carillon.calendar.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.calendar.BundledFiles;
import io.carillon.calendar.TzSnapshot;
import io.carillon.calendar.Zdump;
import io.carillon.calendar.tzif.PlainZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `docs/golden-times.md` says what the rules say, and what a reading says that shares no code with
/// them. It is written anew by
///
/// ```
/// mvn -pl carillon-calendar test -Dtest=GoldenTimesTest -Dcarillon.golden=write
/// ```
class GoldenTimesTest {
    private static final Path PAGE = Path.of("..", "docs", "golden-times.md");
    private static final boolean WRITE = "write".equals(System.getProperty("carillon.golden"));

    /// Where the sections begin; what stands above is written by hand.
    private static final String FIRST_SECTION = "\n## ";

    @BeforeAll
    static void writeWhenAsked() throws IOException {
        if (WRITE) {
            String page = Files.readString(PAGE);
            int end = page.indexOf(FIRST_SECTION);
            String head = end < 0 ? page : page.substring(0, end + 1);
            Files.writeString(PAGE, head + sections(GoldenTimesTest::byRules));
        }
    }

    @Test
    void the_page_says_what_the_rules_say() throws IOException {
        assertThat(onThePage()).isEqualTo(sections(GoldenTimesTest::byRules));
    }

    @Test
    void the_page_says_what_a_plain_reading_of_the_files_says() throws IOException {
        assertThat(onThePage()).isEqualTo(sections(GoldenTimesTest::byTrying));
    }

    @Test
    void the_clocks_of_every_place_change_when_zdump_says_so() throws IOException {
        List<GoldenPlace> places = GoldenPlace.all();

        assertThat(places).hasSizeGreaterThan(20);
        for (GoldenPlace place : places) {
            assertThat(Zdump.agreesOn(place.zone())).as(place.zone()).isTrue();
        }
    }

    private static String onThePage() throws IOException {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf(FIRST_SECTION) + 1);
    }

    private static String sections(Function<String, Reading> readings) throws IOException {
        return GoldenPlace.all().stream()
                .map(place -> new GoldenPage(place, readings.apply(place.zone())).text())
                .collect(Collectors.joining("\n"));
    }

    private static Reading byRules(String zone) {
        return new RulesReading(TzSnapshot.bundled().zone(zone));
    }

    private static Reading byTrying(String zone) {
        return new PlainReading(PlainZone.of(BundledFiles.zone(zone)));
    }
}
