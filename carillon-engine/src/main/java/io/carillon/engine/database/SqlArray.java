package io.carillon.engine.database;

import io.carillon.engine.database.ArrayParameter.Element;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// A list that a statement takes as an array, in the way of [ArrayParameter]; a whole column of a
/// set-based statement. Jdbi's own `bindArray` asks reflection for the list's type each time, which
/// cost more than all else about a small claim.
public record SqlArray(Element element, List<? extends @Nullable Object> values)
        implements Argument {
    /// NULL stands among the values where a row has none; with nothing but NULLs it may be sent as
    /// an empty array, so it is to be used as a column beside others, by `unnest`.
    public static <T> SqlArray of(Class<T> type, List<? extends @Nullable T> values) {
        return new SqlArray(Element.of(type), values);
    }

    /// For the driver: which arrays it is to send in binary, of those that it would send as text.
    static String binaryTypes() {
        return Arrays.stream(Element.values())
                .map(element -> Integer.toString(element.arrayOid))
                .collect(Collectors.joining(","));
    }

    @Override
    public void apply(int position, PreparedStatement statement, StatementContext context)
            throws SQLException {
        statement.setObject(position, new ArrayParameter(element, values));
    }

    /// Short, for it may be asked whether or not it is ever shown.
    @Override
    public String toString() {
        return values.size() + " of " + element;
    }
}
