package io.carillon.gate;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No two packages need each other, nor more of them in a circle.
class CyclesTest {
    private static final ArchRule NO_CYCLES =
            slices().matching("io.carillon.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "who reads one of two packages need not read both: part what they share");

    private static final String UPPER = "public class A { io.carillon.calendar.rrule.B below; }";

    @TempDir Path folder;

    @Test
    void packages_do_not_go_round_in_circles() {
        NO_CYCLES.check(Classes.read(importer -> importer.importPackages("io.carillon")));
    }

    @Test
    void a_circle_is_caught() {
        assertThat(isCaught("public class B { io.carillon.calendar.A above; }")).isTrue();
        assertThat(isCaught("public class B {}")).isFalse();
    }

    private boolean isCaught(String lower) {
        Map<String, String> packages =
                Map.of("io.carillon.calendar", UPPER, "io.carillon.calendar.rrule", lower);
        return NO_CYCLES.evaluate(Classes.compile(folder, packages)).hasViolation();
    }
}
