package io.carillon.engine.runtime;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/// Takes down how PostgreSQL carries out each statement of the engine, with its values, before it
/// runs for the first time.
final class StatementPlans implements SqlLogger {
    /// What a statement calls itself in its first line; what is in parentheses is for the reader.
    private static final Pattern NAME = Pattern.compile("(?m)^\\s*-- ([a-z].+?)(?: \\(.*)?$");

    private final Map<String, String> plans = new TreeMap<>();

    /// By the names of the statements.
    Map<String, String> all() {
        return plans;
    }

    /// The names of the statements that a source text holds.
    static Stream<String> names(String source) {
        return NAME.matcher(source).results().map(name -> name.group(1));
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
        Matcher name = NAME.matcher(context.getRenderedSql());
        if (name.find()) {
            plans.computeIfAbsent(name.group(1), _ -> explain(context));
        }
    }

    private static String explain(StatementContext context) {
        try {
            return isPlannedByValues(context) ? planByValues(context) : planForAll(context);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot explain: " + context.getParsedSql().getSql(), e);
        }
    }

    private static boolean isPlannedByValues(StatementContext context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement();
                ResultSet row = statement.executeQuery("SHOW plan_cache_mode")) {
            row.next();
            return row.getString(1).equals("force_custom_plan");
        }
    }

    private static String planByValues(StatementContext context) throws SQLException {
        try (PreparedStatement explain =
                bound(context, "EXPLAIN (COSTS OFF) " + context.getParsedSql().getSql())) {
            return plan(explain.executeQuery());
        }
    }

    /// Which is what sessions keep: so there need be no values.
    private static String planForAll(StatementContext context) throws SQLException {
        String sql = context.getParsedSql().getSql();
        try (PreparedStatement bound = bound(context, sql);
                Statement statement = context.getConnection().createStatement()) {
            List<String> types = new ArrayList<>();
            for (int i = 0; i < names(context).size(); i++) {
                types.add(bound.getParameterMetaData().getParameterTypeName(i + 1));
            }
            statement.execute("PREPARE explained %s AS %s".formatted(listed(types), numbered(sql)));
            String values = listed(types.stream().map(_ -> "NULL").toList());
            String plan =
                    plan(statement.executeQuery("EXPLAIN (COSTS OFF) EXECUTE explained " + values));
            statement.execute("DEALLOCATE explained");
            return plan;
        }
    }

    private static String plan(ResultSet lines) throws SQLException {
        StringBuilder plan = new StringBuilder();
        while (lines.next()) {
            plan.append(lines.getString(1)).append('\n');
        }
        return plan.toString();
    }

    private static String listed(List<String> words) {
        return words.isEmpty() ? "" : "(" + String.join(", ", words) + ")";
    }

    private static List<String> names(StatementContext context) {
        return context.getParsedSql().getParameters().getParameterNames();
    }

    @SuppressWarnings("removal") // Jdbi has no other way to the values that are bound
    private static PreparedStatement bound(StatementContext context, String sql)
            throws SQLException {
        PreparedStatement statement = context.getConnection().prepareStatement(sql);
        List<String> names = names(context);
        for (int i = 0; i < names.size(); i++) {
            context.getBinding()
                    .findForName(names.get(i), context)
                    .orElseThrow()
                    .apply(i + 1, statement, context);
        }
        return statement;
    }

    private static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (String part : sql.split("\\?", -1)) {
            numbered.append(number == 0 ? "" : "$" + number).append(part);
            number++;
        }
        return numbered.toString();
    }
}
