package io.carillon.gate;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
                    "createBatch",
                    "prepareBatch",
                    "prepareCall",
                    "prepareStatement",
                    "select",
                    "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeLargeUpdate",
                    "addBatch",
                    "setConnectionInitSql");

    private static final Pattern SQL =
            Pattern.compile(
                    "(?s)(?:\\A|.*\\s)(?:SELECT\\s.*\\sFROM|INSERT\\s+INTO|DELETE\\s+FROM|MERGE\\s+INTO"
                            + "|UPDATE\\s+\\w+\\s+(?:\\w+\\s+)?SET|WITH\\s+\\w+\\s+AS)\\s.*"
                            + "|\\s*(?:SELECT|VALUES|TABLE|TRUNCATE|LISTEN|NOTIFY|LOCK\\s+TABLE|COPY"
                            + "|VACUUM|ANALYZE|CLUSTER|REINDEX|REFRESH|GRANT|REVOKE|CALL|DO|EXECUTE"
                            + "|SET\\s+(?:SESSION|LOCAL)|(?:CREATE|ALTER|DROP)\\s+\\w+)\\s.*"
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
                Constants constants = new Constants();
                constants.scan(unit, null);
                new Search(unit, positions, constants.written(), found).scan(unit, null);
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

    /// The names that stand for a literal, or for one of two, wherever in the file they stand.
    private static final class Constants extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Map<String, List<LiteralTree>> literals = new HashMap<>();
        private final Set<String> others = new HashSet<>();

        Map<String, List<LiteralTree>> written() {
            literals.keySet().removeAll(others);
            return literals;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
            String name = variable.getName().toString();
            ExpressionTree first = variable.getInitializer();
            if (first instanceof LiteralTree literal) {
                literals.computeIfAbsent(name, _ -> new ArrayList<>()).add(literal);
            } else {
                others.add(name);
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public @Nullable Void visitAssignment(AssignmentTree assignment, @Nullable Void unused) {
            others.add(name(assignment.getVariable()));
            return super.visitAssignment(assignment, null);
        }

        @Override
        public @Nullable Void visitCompoundAssignment(
                CompoundAssignmentTree assignment, @Nullable Void unused) {
            others.add(name(assignment.getVariable()));
            return super.visitCompoundAssignment(assignment, null);
        }

        private static String name(ExpressionTree variable) {
            return variable instanceof MemberSelectTree field
                    ? field.getIdentifier().toString()
                    : variable.toString();
        }
    }

    private static final class Search extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Map<String, List<LiteralTree>> constants;
        private final JavaSql found;

        Search(
                CompilationUnitTree unit,
                SourcePositions positions,
                Map<String, List<LiteralTree>> constants,
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
            if (runsSql(call) && !isTask(call)) {
                List<? extends ExpressionTree> given = call.getArguments();
                if (given.isEmpty() ? runsWhatWasGathered(call) : !isWritten(given.getFirst())) {
                    found.assembled.add(where(call));
                }
            }
            return super.visitMethodInvocation(call, null);
        }

        /// What is called from elsewhere is not seen here.
        @Override
        public @Nullable Void visitMemberReference(
                MemberReferenceTree reference, @Nullable Void unused) {
            if (RUNS_SQL.contains(reference.getName().toString())) {
                found.assembled.add(where(reference));
            }
            return super.visitMemberReference(reference, null);
        }

        /// A literal, a name for one, or a choice of these. What a name stands for is a statement,
        /// whatever it looks like.
        private boolean isWritten(ExpressionTree expression) {
            return switch (expression) {
                case LiteralTree _ -> true;
                case IdentifierTree name -> isWritten(name.getName().toString());
                case ParenthesizedTree inner -> isWritten(inner.getExpression());
                case ConditionalExpressionTree choice ->
                        isWritten(choice.getTrueExpression())
                                && isWritten(choice.getFalseExpression());
                default -> false;
            };
        }

        private boolean isWritten(String name) {
            List<LiteralTree> literals = constants.getOrDefault(name, List.of());
            for (LiteralTree literal : literals) {
                if (literal.getValue() instanceof String text && !isSql(text)) {
                    found.statements.add(new Statement(where(literal), text));
                }
            }
            return !literals.isEmpty();
        }

        /// `executor.execute(() -> …)`.
        private static boolean isTask(MethodInvocationTree call) {
            return !call.getArguments().isEmpty()
                    && call.getArguments().getFirst() instanceof LambdaExpressionTree;
        }

        private static boolean runsWhatWasGathered(MethodInvocationTree call) {
            return call.getMethodSelect() instanceof MemberSelectTree method
                    && method.getIdentifier().contentEquals("createBatch");
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
                    && RUNS_SQL.contains(method.getIdentifier().toString())
                    && !isType(method.getExpression());
        }

        /// A static method is one of ours, not one of a connection.
        private static boolean isType(ExpressionTree owner) {
            return owner instanceof IdentifierTree name
                    && Character.isUpperCase(name.getName().charAt(0));
        }

        private String where(Tree tree) {
            long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
            return unit.getSourceFile().toUri().getPath().substring(1) + ":" + line;
        }
    }
}
