package io.carillon.engine.database;

import io.carillon.engine.database.ArrayParameter.Element;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementContext;

/// Binds lists as arrays, in the way of [ArrayParameter].
final class ArrayArguments implements ArgumentFactory.Preparable {
    /// For the driver: which arrays it is to send in binary, of those that it would send as text.
    static String binaryTypes() {
        return Arrays.stream(Element.values())
                .map(element -> Integer.toString(element.arrayOid))
                .collect(Collectors.joining(","));
    }

    @Override
    public Optional<Function<Object, Argument>> prepare(Type type, ConfigRegistry config) {
        return type instanceof ParameterizedType list && list.getRawType() == Iterable.class
                ? find(list.getActualTypeArguments()[0]).map(ArrayArguments::binder)
                : Optional.empty();
    }

    private static Optional<Element> find(Type type) {
        return Arrays.stream(Element.values()).filter(it -> it.type == type).findFirst();
    }

    private static Function<Object, Argument> binder(Element element) {
        return values -> new Bound(element, (List<?>) values);
    }

    private record Bound(Element element, List<?> values) implements Argument {
        @Override
        public void apply(int position, PreparedStatement statement, StatementContext context)
                throws SQLException {
            statement.setObject(position, new ArrayParameter(element, values));
        }

        /// Short, because Jdbi asks for it beforehand, whether or not it is ever shown.
        @Override
        public String toString() {
            return values.size() + " of " + element;
        }
    }
}
