package io.carillon.engine.database;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values of many rows, column by column, as set-based statements take them. A column is a view: a
/// value is asked for when it is sent, and kept nowhere.
public record Columns<R>(List<R> rows) {
    public <T> List<T> of(Function<R, T> value) {
        return new View<>(rows, value);
    }

    /// With NULL where there is no value.
    public <T> List<@Nullable T> ofMaybe(Function<R, Optional<T>> value) {
        return new View<>(rows, row -> value.apply(row).orElse(null));
    }

    private static final class View<R, T extends @Nullable Object> extends AbstractList<T>
            implements RandomAccess {
        private final List<R> rows;
        private final Function<R, T> value;

        View(List<R> rows, Function<R, T> value) {
            this.rows = rows;
            this.value = value;
        }

        @Override
        public T get(int index) {
            return value.apply(rows.get(index));
        }

        @Override
        public int size() {
            return rows.size();
        }
    }
}
