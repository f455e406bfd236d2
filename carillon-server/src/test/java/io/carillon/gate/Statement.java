package io.carillon.gate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An SQL statement of the main sources: where it stands, and its text.
record Statement(String where, String text) {
    private static final Pattern OPENING =
            Pattern.compile(
                    "-- (?<name>\\S[^(\\n]*?)(?: \\(every slot: (?<reason>[^)\\n]+)\\))?\\n");

    private static final Pattern COMMENT_OR_STRING =
            Pattern.compile("(?<comment>--[^\\n]*)|'(?:[^']|'')*'");

    /// What `pg_stat_statements` knows it by; empty when its first line is no comment.
    Optional<String> name() {
        return opening("name");
    }

    /// Why it may look into every slot; empty when it may not.
    Optional<String> everySlot() {
        return opening("reason");
    }

    private Optional<String> opening(String group) {
        Matcher opening = OPENING.matcher(text);
        return opening.lookingAt() ? Optional.ofNullable(opening.group(group)) : Optional.empty();
    }

    /// Its text without comments and with every string empty: what is left are words of SQL.
    String code() {
        return code(text);
    }

    static String code(String sql) {
        return COMMENT_OR_STRING
                .matcher(sql)
                .replaceAll(found -> found.group("comment") == null ? "''" : "");
    }

    @Override
    public String toString() {
        return where + name().map(name -> " (" + name + ")").orElse("");
    }
}
