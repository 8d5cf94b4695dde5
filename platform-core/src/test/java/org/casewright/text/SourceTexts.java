package org.casewright.text;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What sources say to people: the patterns that can be translated, and words that cannot. */
public final class SourceTexts {

    /** call -> which of its arguments is a pattern. */
    private static final Map<String, Integer> CALLS = Map.ofEntries(
            Map.entry("text", 0),
            Map.entry("key", 0),
            Map.entry("Words.text", 0),
            Map.entry("Words.key", 0),
            Map.entry("Sentence.text", 0),
            Map.entry("Message.of", 0),
            Map.entry("Refusal.of", 1),
            Map.entry("new Refusal", 1),
            Map.entry("Problem.at", 2),
            Map.entry("Names.wrong", 2));

    /** Begins as a word does, or has two words in a row. */
    private static final Pattern PROSE =
            Pattern.compile("(?s)\\s*\\p{Lu}[\\p{L}\u2019]*\\p{Ll}.*|.*\\p{Ll}{2,},? \\p{Ll}{2,}.*");

    /** A field of an HTTP request or answer. */
    private static final Pattern HEADER = Pattern.compile("[A-Z][A-Za-z]*(-[A-Z][A-Za-z]*)+");

    /** Calls whose words nobody reads. */
    private static final Set<String> UNREAD =
            Set.of("addClassName", "addClassNames", "executeJs", "debug", "info", "warn", "error", "trace");

    private final Set<String> patterns = new TreeSet<>();
    private final List<String> putTogether = new ArrayList<>();
    private final List<String> prose = new ArrayList<>();

    private SourceTexts() {}

    /** Reads all sources below a folder that are meant. */
    public static SourceTexts below(Path folder, Predicate<Path> meant) throws IOException {
        var found = new SourceTexts();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var paths = Files.walk(folder)) {
            var sources = paths.filter(path -> path.toString().endsWith(".java"))
                    .filter(meant)
                    .sorted()
                    .toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var trees = Trees.instance(task);
            for (var unit : task.parse()) {
                found.new Reader(unit, trees).scan(unit, null);
            }
        }
        return found;
    }

    /** The patterns that are said somewhere. */
    public Set<String> patterns() {
        return patterns;
    }

    /** Where a sentence is put together, so that it has no pattern. */
    public List<String> putTogether() {
        return putTogether;
    }

    /** Where words stand that are no pattern. */
    public List<String> prose() {
        return prose;
    }

    private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final Trees trees;
        private final boolean saysWords;

        Reader(CompilationUnitTree unit, Trees trees) {
            this.unit = unit;
            this.trees = trees;
            this.saysWords = unit.getImports().toString().contains("Words.");
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
            var name = call.getMethodSelect().toString();
            if (saysWords || name.contains(".")) {
                take(CALLS.get(name), call.getArguments());
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void none) {
            take(CALLS.get("new " + made.getIdentifier()), made.getArguments());
            return super.visitNewClass(made, null);
        }

        private void take(@Nullable Integer at, List<? extends ExpressionTree> arguments) {
            if (at != null && at < arguments.size()) {
                pattern(arguments.get(at));
            }
        }

        private void pattern(Tree given) {
            switch (given) {
                case LiteralTree literal when literal.getValue() instanceof String words -> patterns.add(words);
                case ParenthesizedTree inner -> pattern(inner.getExpression());
                case ConditionalExpressionTree either -> {
                    pattern(either.getTrueExpression());
                    pattern(either.getFalseExpression());
                }
                case BinaryTree sum -> {
                    var folded = folded(sum);
                    if (folded == null) {
                        putTogether.add(place(given) + " " + given);
                    } else {
                        patterns.add(folded);
                    }
                }
                case SwitchExpressionTree cases -> cases.getCases().forEach(this::pattern);
                case CaseTree one -> {
                    if (one.getBody() instanceof ExpressionTree body) {
                        pattern(body);
                    } else {
                        yields(one);
                    }
                }
                default -> {
                    // A message, or a pattern that is marked elsewhere.
                }
            }
        }

        private void yields(CaseTree one) {
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitYield(YieldTree given, @Nullable Void none) {
                    pattern(given.getValue());
                    return null;
                }
            }.scan(one, null);
        }

        private @Nullable String folded(ExpressionTree given) {
            if (given instanceof LiteralTree literal && literal.getValue() instanceof String words) {
                return words;
            }
            if (given instanceof ParenthesizedTree inner) {
                return folded(inner.getExpression());
            }
            if (given instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                var left = folded(sum.getLeftOperand());
                var right = folded(sum.getRightOperand());
                return left == null || right == null ? null : left + right;
            }
            return null;
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
            if (literal.getValue() instanceof String words
                    && PROSE.matcher(words).matches()
                    && !HEADER.matcher(words).matches()
                    && isRead()) {
                prose.add(place(literal) + " " + literal);
            }
            return null;
        }

        /** Whether people may come to read the literal at the present place, and it is no pattern. */
        private boolean isRead() {
            var inner = getCurrentPath();
            for (var at = inner.getParentPath(); at != null; at = at.getParentPath()) {
                if (isUnread(at.getLeaf(), inner.getLeaf())) {
                    return false;
                }
                inner = at;
            }
            return true;
        }

        private boolean isUnread(Tree outer, Tree inner) {
            return switch (outer) {
                case AnnotationTree annotation -> true;
                case NewClassTree made -> {
                    var type = made.getIdentifier().toString();
                    yield type.matches(".*(Exception|Error)") || isPattern("new " + type, made.getArguments(), inner);
                }
                case MethodInvocationTree call -> {
                    var name = call.getMethodSelect().toString();
                    yield isPattern(name, call.getArguments(), inner)
                            || UNREAD.contains(name.substring(name.lastIndexOf('.') + 1));
                }
                default -> false;
            };
        }

        private boolean isPattern(String name, List<? extends ExpressionTree> arguments, Tree inner) {
            var at = CALLS.get(name);
            return at != null && at < arguments.size() && arguments.get(at) == inner;
        }

        private String place(Tree tree) {
            var line =
                    unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, tree));
            return Path.of(unit.getSourceFile().toUri()).getFileName() + ":" + line;
        }
    }
}
