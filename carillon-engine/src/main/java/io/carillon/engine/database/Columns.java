package io.carillon.engine.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values of many rows, column by column, as set-based statements take them.
public record Columns<R>(List<R> rows) {
    public <T> List<T> of(Function<R, T> value) {
        List<T> column = new ArrayList<>(rows.size());
        for (R row : rows) {
            column.add(value.apply(row));
        }
        return column;
    }

    /// With NULL where there is no value.
    public <T> List<@Nullable T> ofMaybe(Function<R, Optional<T>> value) {
        List<@Nullable T> column = new ArrayList<>(rows.size());
        for (R row : rows) {
            column.add(value.apply(row).orElse(null));
        }
        return column;
    }
}
