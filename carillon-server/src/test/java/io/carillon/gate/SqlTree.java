package io.carillon.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The words of a statement in small letters, and what stands in parentheses as a tree of its own.
/// The statement as a whole is one as well.
record SqlTree(List<Object> nodes) {
    private static final Pattern TOKEN = Pattern.compile("::|:\\w+|\\w+|\\S");

    static SqlTree of(String code) {
        Deque<SqlTree> open = new ArrayDeque<>(List.of(new SqlTree(new ArrayList<>())));
        for (var found : TOKEN.matcher(code).results().toList()) {
            String token = found.group().toLowerCase(Locale.ROOT);
            if (token.equals("(")) {
                SqlTree inner = new SqlTree(new ArrayList<>());
                open.getFirst().nodes.add(inner);
                open.push(inner);
            } else if (token.equals(")") && open.size() > 1) {
                open.pop();
            } else {
                open.getFirst().nodes.add(token);
            }
        }
        return open.getLast();
    }

    /// This one and all within.
    List<SqlTree> all() {
        List<SqlTree> all = new ArrayList<>(List.of(this));
        for (Object node : nodes) {
            if (node instanceof SqlTree inner) {
                all.addAll(inner.all());
            }
        }
        return all;
    }

    int size() {
        return nodes.size();
    }

    /// The word at this place; empty before the beginning, behind the end, and for parentheses.
    String word(int at) {
        return at >= 0 && at < size() && nodes.get(at) instanceof String word ? word : "";
    }

    Optional<SqlTree> inner(int at) {
        return at >= 0 && at < size() && nodes.get(at) instanceof SqlTree inner
                ? Optional.of(inner)
                : Optional.empty();
    }

    boolean has(String word) {
        return nodes.contains(word);
    }

    int count(String word) {
        return Collections.frequency(nodes, word);
    }

    /// Whether these words stand here; `:` is any parameter, `()` anything in parentheses.
    boolean reads(int at, String... words) {
        for (int i = 0; i < words.length; i++) {
            boolean same =
                    switch (words[i]) {
                        case ":" -> word(at + i).matches(":\\w+");
                        case "()" -> inner(at + i).isPresent();
                        default -> word(at + i).equals(words[i]);
                    };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /// From here up to the first of these words, which is not part of it.
    SqlTree upTo(int from, Set<String> ends) {
        int end = from;
        while (end < size() && !ends.contains(word(end))) {
            end++;
        }
        return new SqlTree(nodes.subList(Math.min(from, size()), end));
    }

    List<SqlTree> splitBy(String separator) {
        List<SqlTree> parts = new ArrayList<>();
        for (int from = 0; from <= size(); ) {
            SqlTree part = upTo(from, Set.of(separator));
            parts.add(part);
            from += part.size() + 1;
        }
        return parts;
    }
}
