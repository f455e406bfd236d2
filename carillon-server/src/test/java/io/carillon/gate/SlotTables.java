package io.carillon.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The tables that are spread over slots, and whether a statement says for each of them which slot,
/// or which slot for each row, it means. Then it goes on working when slots live on several
/// servers; one that does not has to ask all of them.
///
/// It knows the forms this project writes and no others, so a new form is refused, never
/// overlooked. Wherever the name of such a table stands, one of these must hold:
///
/// - `INSERT INTO t (slot, …)` of `VALUES (:slot, …)`, of `SELECT unnest(:slots), …` from nowhere,
///   or of a `SELECT` that begins with the slot of arrays;
/// - `FROM t`, `JOIN t` or `UPDATE t`, and a condition of the same query, joined to the others by
///   nothing but `AND`: `slot = :x` or `slot = ANY (:x)` where no other table is near, the same by
///   its alias, or `a.slot = b.slot` where `b` is bound;
/// - `FROM t JOIN unnest(:slots, …) AS a (slot, …) USING (slot, …)`, and no further table.
///
/// Arrays are `unnest(:slots, …) AS a (slot, …)` or `(SELECT unnest(:slots) AS slot, …) AS a`.
final class SlotTables {
    static final Set<String> NAMES =
            Set.of("subject", "schedule", "delivery", "attempt", "delivery_action", "tz_move");

    /// What could mean that the words are not what they seem to be.
    private static final Pattern UNREAD = Pattern.compile("/\\*|[\"$;']");

    /// What could leave rows in that a condition beside it does not name.
    private static final Set<String> REFUSED =
            Set.of(
                    "union",
                    "intersect",
                    "except",
                    "left",
                    "right",
                    "full",
                    "cross",
                    "natural",
                    "lateral",
                    "only",
                    "merge",
                    "tablesample");

    private static final Set<String> ENDS_TABLES =
            Set.of(
                    "where",
                    "group",
                    "having",
                    "window",
                    "order",
                    "limit",
                    "offset",
                    "fetch",
                    "for",
                    "returning",
                    "set");
    private static final Set<String> ENDS_CONDITION =
            Set.of(
                    "where",
                    "join",
                    "inner",
                    "group",
                    "having",
                    "window",
                    "order",
                    "limit",
                    "offset",
                    "fetch",
                    "for",
                    "returning",
                    "on",
                    "using");
    private static final Set<String> NO_ALIAS =
            Set.of(
                    "where",
                    "set",
                    "from",
                    "join",
                    "inner",
                    "on",
                    "using",
                    "group",
                    "having",
                    "window",
                    "order",
                    "limit",
                    "offset",
                    "fetch",
                    "for",
                    "returning",
                    "values",
                    "select",
                    "default");

    /// A slot table where it is named, in its query, and what its columns are qualified by; `end`
    /// is behind both.
    private record Use(SqlTree query, int at, String alias, int end) {
        static Use of(SqlTree query, int at) {
            int named = query.word(at + 1).equals("as") ? at + 2 : at + 1;
            String alias = query.word(named);
            return alias.matches("\\w+") && !NO_ALIAS.contains(alias)
                    ? new Use(query, at, alias, named + 1)
                    : new Use(query, at, query.word(at), at + 1);
        }
    }

    private final SqlTree statement;
    private final List<Use> uses = new ArrayList<>();
    private final Set<String> bound = new HashSet<>();

    private SlotTables(SqlTree statement) {
        this.statement = statement;
        for (SqlTree query : statement.all()) {
            for (int at = 0; at < query.size(); at++) {
                if (NAMES.contains(query.word(at)) && !query.word(at + 1).equals(".")) {
                    uses.add(Use.of(query, at));
                }
                array(query, at).ifPresent(bound::add);
                unnested(query, at).ifPresent(bound::add);
            }
        }
    }

    /// The uses of slot tables, by alias, whose slot is left open, or which are not understood.
    static Set<String> unboundIn(Statement statement) {
        SlotTables tables = new SlotTables(SqlTree.of(statement.code()));
        if (tables.uses.isEmpty()) {
            return Set.of();
        }
        Set<String> open = tables.open();
        if (UNREAD.matcher(statement.code().replace("''", "")).find()
                || statement.text().contains("\\")
                || tables.statement.all().stream().anyMatch(SlotTables::isRefused)) {
            open.add("(what is not read)");
        }
        return open;
    }

    private Set<String> open() {
        bound.removeIf(this::isAmbiguous);
        Set<String> open = new TreeSet<>();
        for (Use use : uses) {
            if (use.query.reads(use.at - 1, "into")) {
                if (!insertsWithSlot(use)) {
                    open.add(use.alias + " (inserted into)");
                }
            } else if (!isNamedOnce(use)) {
                open.add(use.alias + " (not in a form that is read)");
            } else if (isBoundByParameter(use) || joinsArraysBySlot(use)) {
                bound.add(use.alias);
            } else {
                open.add(use.alias);
            }
        }
        boolean goesOn = true;
        while (goesOn) {
            goesOn =
                    uses.stream()
                            .filter(use -> open.contains(use.alias) && equalsABoundSlot(use))
                            .anyMatch(use -> bound.add(use.alias) && open.remove(use.alias));
        }
        return open;
    }

    private static boolean isRefused(SqlTree query) {
        for (int at = 0; at < query.size(); at++) {
            String word = query.word(at);
            boolean function = word.matches("left|right") && query.inner(at + 1).isPresent();
            boolean column = query.word(at - 1).equals(".") && NO_ALIAS.contains(word);
            if ((REFUSED.contains(word) && !function) || column) {
                return true;
            }
        }
        return query.count("where") > 1
                || (query.has("from")
                        && query.upTo(query.nodes().indexOf("from"), ENDS_TABLES).has(","));
    }

    private boolean isNamedOnce(Use use) {
        return Set.of("from", "join", "update").contains(use.query.word(use.at - 1))
                && use.query.inner(use.end).isEmpty()
                && !isAmbiguous(use.alias);
    }

    private boolean isAmbiguous(String alias) {
        int declared = 0;
        for (SqlTree query : statement.all()) {
            for (int at = 0; at < query.size(); at++) {
                if (query.reads(at, alias)
                        && !query.reads(at + 1, ".")
                        && !Set.of(".", "of").contains(query.word(at - 1))) {
                    declared++;
                }
            }
        }
        return declared > 1;
    }

    private boolean insertsWithSlot(Use use) {
        SqlTree query = use.query;
        int then = use.at + 2;
        if (!ledBy(query.inner(use.at + 1), "slot")) {
            return false;
        }
        if (query.reads(then, "values")) {
            return ledBy(query.inner(then + 1), ":");
        }
        if (query.reads(then, "select", "unnest", "()", ",") && !query.has("from")) {
            return isParameter(query.inner(then + 2));
        }
        int from = query.nodes().indexOf("from");
        Optional<String> array =
                array(query, from + 1).or(() -> unnested(query, from + 1)).filter(bound::contains);
        boolean first =
                query.reads(then, "select", "*")
                        ? ledBy(query.inner(from + 2), ":")
                        : array.isPresent()
                                && (query.reads(then, "select", "slot", ",")
                                        || query.reads(
                                                then, "select", array.get(), ".", "slot", ","));
        boolean arrays =
                query.reads(from + 1, "unnest", "()") || unnested(query, from + 1).isPresent();
        return first && arrays && tables(query) == 2;
    }

    private static boolean isBoundByParameter(Use use) {
        return conditions(use.query).stream()
                .anyMatch(condition ->
                        isParameter(condition, use.alias, ".", "slot", "=")
                                || (tables(use.query) == 1 && isParameter(condition, "slot", "=")));
    }

    private static boolean isParameter(SqlTree condition, String... slotEquals) {
        int then = slotEquals.length;
        return condition.reads(0, slotEquals)
                && ((condition.size() == then + 1 && condition.reads(then, ":"))
                        || (condition.size() == then + 2
                                && condition.reads(then, "any", "()")
                                && condition
                                        .inner(then + 1)
                                        .filter(one -> one.size() == 1)
                                        .isPresent()
                                && ledBy(condition.inner(then + 1), ":")));
    }

    private static boolean joinsArraysBySlot(Use use) {
        SqlTree query = use.query;
        int using = query.nodes().indexOf("using");
        return query.reads(use.at - 1, "from")
                && query.reads(use.end, "join")
                && array(query, use.end + 1).isPresent()
                && (query.inner(using - 1).isPresent() && using - use.end <= 6)
                && ledBy(query.inner(using + 1), "slot")
                && tables(query) == 2;
    }

    private boolean equalsABoundSlot(Use use) {
        return conditions(use.query).stream()
                .anyMatch(condition ->
                        condition.size() == 7
                                && condition.reads(1, ".", "slot", "=")
                                && condition.reads(5, ".", "slot")
                                && ((condition.reads(0, use.alias)
                                                && bound.contains(condition.word(4)))
                                        || (condition.reads(4, use.alias)
                                                && bound.contains(condition.word(0)))));
    }

    /// What must hold for each row: the parts of `WHERE` and of `ON` that only `AND` joins.
    private static List<SqlTree> conditions(SqlTree query) {
        List<SqlTree> all = new ArrayList<>();
        for (int at = 0; at < query.size(); at++) {
            if (query.reads(at, "where") || query.reads(at, "on")) {
                SqlTree whole = query.upTo(at + 1, ENDS_CONDITION);
                if (!whole.has("or") && !whole.has("between") && !whole.has("case")) {
                    all.addAll(whole.splitBy("and"));
                }
            }
        }
        return all;
    }

    /// How many tables, arrays and queries meet in this query.
    private static int tables(SqlTree query) {
        int count = 0;
        for (int at = 0; at < query.size(); at++) {
            boolean isTable =
                    switch (query.word(at)) {
                        case "from", "join", "into" -> true;
                        case "using" -> query.inner(at + 1).isEmpty();
                        case "update" -> !Set.of("for", "key", "do").contains(query.word(at - 1));
                        default -> false;
                    };
            count += isTable ? 1 : 0;
        }
        return count;
    }

    /// The name of `unnest(:slots, …) AS name (slot, …)`.
    private static Optional<String> array(SqlTree query, int at) {
        int name = query.word(at + 2).equals("as") ? at + 3 : at + 2;
        return query.reads(at, "unnest", "()")
                        && ledBy(query.inner(at + 1), ":")
                        && ledBy(query.inner(name + 1), "slot")
                ? Optional.of(query.word(name))
                : Optional.empty();
    }

    /// The name of `(SELECT unnest(:slots) AS slot, …) AS name`.
    private static Optional<String> unnested(SqlTree query, int at) {
        boolean unnests =
                query.inner(at)
                        .filter(inner ->
                                inner.reads(0, "select", "unnest", "()", "as", "slot", ",")
                                        && isParameter(inner.inner(2))
                                        && !inner.has("from"))
                        .isPresent();
        return unnests && query.reads(at + 1, "as") && query.inner(at + 3).isEmpty()
                ? Optional.of(query.word(at + 2))
                : Optional.empty();
    }

    private static boolean isParameter(Optional<SqlTree> list) {
        return list.filter(found -> found.size() == 1 && found.reads(0, ":")).isPresent();
    }

    private static boolean ledBy(Optional<SqlTree> list, String first) {
        return list.filter(found -> found.reads(0, first))
                .filter(found -> found.size() == 1 || found.reads(1, ","))
                .isPresent();
    }
}
