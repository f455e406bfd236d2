package io.carillon.gate;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tables that are spread over slots, and whether a statement says for each of them which slot,
/// or which slot for each row, it means. Then it goes on working when slots live on several
/// servers; one that does not has to ask all of them.
///
/// It reads the forms this project writes and no others, so a new form is refused, never
/// overlooked: `slot = :x`, `slot = ANY (:x)`, `a.slot = b.slot` with a bound `b`, `JOIN unnest(…)
/// … USING (slot, …)`, `INSERT INTO t (slot, …)`. Where slot tables meet, each has an alias of its
/// own, and its slot is compared by that.
final class SlotTables {
    static final Set<String> NAMES =
            Set.of("subject", "schedule", "delivery", "attempt", "delivery_action", "tz_move");

    private static final Pattern USE =
            Pattern.compile(
                    "(?:\\b(?:FROM|JOIN|(?<into>INTO)|UPDATE|USING|ONLY|TABLE|TRUNCATE)\\s+|,\\s*)"
                            + "(?:\\w+\\.)?\"?(?<table>"
                            + String.join("|", NAMES)
                            + ")\\b\"?(?:\\s+(?:AS\\s+)?(?!(?:WHERE|SET|JOIN|ON|USING|ORDER|GROUP|LIMIT|FOR|LEFT"
                            + "|RIGHT|INNER|CROSS|FULL|NATURAL|VALUES|SELECT|RETURNING|UNION|DEFAULT)\\b)"
                            + "(?<alias>\\w+))?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern COLUMNS_LED_BY_SLOT = Pattern.compile("\\s*\\(\\s*slot\\b");
    private static final String PARAMETER = "\\s*=\\s*(?:ANY\\s*\\(\\s*)?:\\w+";
    private static final Pattern THE_ONE_SLOT =
            Pattern.compile("\\b(?:WHERE|AND)\\s+slot" + PARAMETER);
    private static final Pattern PARAMETER_OF =
            Pattern.compile("\\b(?:WHERE|AND|ON)\\s+(\\w+)\\.slot" + PARAMETER);
    private static final Pattern EQUAL_SLOTS =
            Pattern.compile("\\b(?:WHERE|AND|ON)\\s+(\\w+)\\.slot\\s*=\\s*(\\w+)\\.slot\\b");
    private static final Pattern JOINED_TO_ARRAYS =
            Pattern.compile("\\bunnest\\(.*\\bUSING\\s*\\(\\s*slot\\b", Pattern.DOTALL);

    private SlotTables() {}

    /// The uses of slot tables, by alias, whose slot is left open.
    static Set<String> unboundIn(Statement statement) {
        String code = statement.code();
        Set<String> open = new HashSet<>();
        int uses = 0;
        for (Matcher use = USE.matcher(code); use.find(); uses++) {
            if (!insertsWithSlot(use, code)) {
                String alias = use.group("alias") == null ? use.group("table") : use.group("alias");
                if (!open.add(alias)) {
                    open.add(alias + " (used twice)");
                }
            }
        }
        if (uses == 1
                && (THE_ONE_SLOT.matcher(code).find() || JOINED_TO_ARRAYS.matcher(code).find())) {
            return Set.of();
        }
        PARAMETER_OF.matcher(code).results().forEach(bound -> open.remove(bound.group(1)));
        boolean goesOn = true;
        while (goesOn) {
            goesOn = bindEqualSlots(code, open);
        }
        return open;
    }

    private static boolean insertsWithSlot(Matcher use, String code) {
        return use.group("into") != null
                && COLUMNS_LED_BY_SLOT
                        .matcher(code)
                        .region(use.end("table"), code.length())
                        .lookingAt();
    }

    /// A slot that equals a bound one is bound; what is no slot table (arrays, a subselect that is
    /// checked itself) is.
    private static boolean bindEqualSlots(String code, Set<String> open) {
        boolean found = false;
        for (Matcher equal = EQUAL_SLOTS.matcher(code); equal.find(); ) {
            if (open.contains(equal.group(1)) != open.contains(equal.group(2))) {
                open.remove(equal.group(1));
                open.remove(equal.group(2));
                found = true;
            }
        }
        return found;
    }
}
