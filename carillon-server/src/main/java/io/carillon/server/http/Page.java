package io.carillon.server.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Part of a list, and the cursor of what follows; null when nothing does.
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /// A page of at most `limit` of `found`, which was asked for one more than that.
    public static <T> Page<T> of(List<T> found, int limit, Function<T, Cursor> after) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, after.apply(items.getLast()).text());
    }

    public <R> Page<R> map(Function<T, R> as) {
        return new Page<>(items.stream().map(as).toList(), next);
    }
}
