package io.carillon.gate;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The SQL in Java sources, read with the compiler's own parser: the literals that are statements,
/// and the places that put a statement together instead of writing it down.
record JavaSql(List<Statement> statements, List<String> assembled) {
    private static final Set<String> RUNS_SQL =
            Set.of(
                    "createQuery",
                    "createUpdate",
                    "createScript",
                    "createCall",
                    "prepareBatch",
                    "prepareCall",
                    "prepareStatement");

    private static final Pattern SQL =
            Pattern.compile(
                    "(?s)(?:\\A|.*\\s)(?:SELECT\\s.*\\sFROM|INSERT\\s+INTO|DELETE\\s+FROM|MERGE\\s+INTO"
                            + "|UPDATE\\s+\\w+\\s+(?:\\w+\\s+)?SET|WITH\\s+\\w+\\s+AS)\\s.*"
                            + "|\\s*(?:SELECT|VALUES|TRUNCATE|LISTEN|NOTIFY|LOCK\\s+TABLE|COPY"
                            + "|(?:CREATE|ALTER|DROP)\\s+\\w+)\\s.*"
                            + "|\\s*(?:select\\s.*\\sfrom|insert\\s+into|delete\\s+from"
                            + "|update\\s+\\w+\\s+(?:\\w+\\s+)?set|with\\s+\\w+\\s+as\\s*\\()\\s.*"
                            + "|\\s*--\\s.*");

    static JavaSql in(List<SourceFile> files) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "no JDK");
        var units = files.stream().map(Source::new).toList();
        var options = List.of("-proc:none");
        var task = (JavacTask) compiler.getTask(null, null, null, options, null, units);
        var positions = Trees.instance(task).getSourcePositions();
        JavaSql found = new JavaSql(new ArrayList<>(), new ArrayList<>());
        try {
            for (CompilationUnitTree unit : task.parse()) {
                Set<String> constants = new HashSet<>();
                new Constants(constants).scan(unit, null);
                new Search(unit, positions, constants, found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final SourceFile file;

        Source(SourceFile file) {
            super(URI.create("source:///" + file.path()), JavaFileObject.Kind.SOURCE);
            this.file = file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return file.text();
        }
    }

    /// The names of variables that begin as a literal, or as one of two.
    private static final class Constants extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Set<String> names;

        Constants(Set<String> names) {
            this.names = names;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
            ExpressionTree first = variable.getInitializer();
            if (first != null && isWritten(first, names)) {
                names.add(variable.getName().toString());
            }
            return super.visitVariable(variable, null);
        }
    }

    private static boolean isWritten(ExpressionTree expression, Set<String> constants) {
        return switch (expression) {
            case LiteralTree _ -> true;
            case IdentifierTree name -> constants.contains(name.getName().toString());
            case ParenthesizedTree inner -> isWritten(inner.getExpression(), constants);
            case ConditionalExpressionTree choice ->
                    isWritten(choice.getTrueExpression(), constants)
                            && isWritten(choice.getFalseExpression(), constants);
            default -> false;
        };
    }

    private static final class Search extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Set<String> constants;
        private final JavaSql found;

        Search(
                CompilationUnitTree unit,
                SourcePositions positions,
                Set<String> constants,
                JavaSql found) {
            this.unit = unit;
            this.positions = positions;
            this.constants = constants;
            this.found = found;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
            if (literal.getValue() instanceof String text && (isSql(text) || isRun(literal))) {
                found.statements.add(new Statement(where(literal), text));
                Tree parent = getCurrentPath().getParentPath().getLeaf();
                if (parent instanceof BinaryTree
                        || parent instanceof CompoundAssignmentTree
                        || parent instanceof MemberSelectTree) {
                    found.assembled.add(where(literal));
                }
            }
            return super.visitLiteral(literal, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, @Nullable Void unused) {
            if (runsSql(call)
                    && !call.getArguments().isEmpty()
                    && !isWritten(call.getArguments().getFirst(), constants)) {
                found.assembled.add(where(call.getArguments().getFirst()));
            }
            return super.visitMethodInvocation(call, null);
        }

        private static boolean isSql(String text) {
            return SQL.matcher(text).matches();
        }

        private boolean isRun(LiteralTree literal) {
            return getCurrentPath().getParentPath().getLeaf() instanceof MethodInvocationTree call
                    && runsSql(call)
                    && call.getArguments().indexOf(literal) == 0;
        }

        private static boolean runsSql(MethodInvocationTree call) {
            return call.getMethodSelect() instanceof MemberSelectTree method
                    && RUNS_SQL.contains(method.getIdentifier().toString());
        }

        private String where(Tree tree) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            return unit.getSourceFile().toUri().getPath().substring(1) + ":" + line;
        }
    }
}
