package io.carillon.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How much of a list is asked for, and from where: `limit` and `cursor`.
public record Paging(int limit, Optional<String> cursor) {
    private static final int LIMIT_DEFAULT = 50;
    private static final int LIMIT_MAX = 250;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");

    public static Paging of(Query query) {
        int limit = query.find("limit").map(Paging::limit).orElse(LIMIT_DEFAULT);
        return new Paging(limit, query.find("cursor"));
    }

    /// The place to go on from, if one was given.
    public <T> Optional<T> after(String list, Function<List<String>, T> position) {
        return cursor.map(text -> Cursor.read(text, list, position));
    }

    private static int limit(String text) {
        int limit = LIMIT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LIMIT_MAX) {
            throw ProblemException.ofParameter(
                    "limit", "invalid_limit", "a whole number from 1 to " + LIMIT_MAX);
        }
        return limit;
    }
}
