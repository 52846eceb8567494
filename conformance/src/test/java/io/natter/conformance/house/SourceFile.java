package io.natter.conformance.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * One Java file, parsed by the JDK's own parser but not compiled. Confined to one thread.
 *
 * <p>The path tells what the file is: {@code module/src/main/java/...} or {@code module/src/test/java/...}.
 */
final class SourceFile {
    private final String path;
    private final String text;
    private final CompilationUnitTree unit;
    private final DocTrees trees;

    private SourceFile(String path, String text, CompilationUnitTree unit, DocTrees trees) {
        this.path = path;
        this.text = text;
        this.unit = unit;
        this.trees = trees;
    }

    static SourceFile parse(String path, String text) {
        return parseAll(List.of(new Text(path, text))).get(0);
    }

    /** The Java files of {@code src/main/java} and {@code src/test/java} of every module, in this order. */
    static List<SourceFile> parseAll(Tree tree) {
        return parseAll(Stream.of("main", "test")
                .flatMap(kind -> tree.javaFiles(kind).stream())
                .map(file -> new Text(tree.name(file), Tree.read(file)))
                .toList());
    }

    // One task for all: a task a file takes most of its time to begin.
    private static List<SourceFile> parseAll(List<Text> texts) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        var task = (JavacTask) compiler.getTask(null, null, diagnostic -> {}, List.of("-proc:none"), null, texts);
        try {
            DocTrees trees = DocTrees.instance(task);
            var parsed = new ArrayList<SourceFile>();
            for (CompilationUnitTree unit : task.parse()) {
                Text text = texts.get(parsed.size());
                parsed.add(new SourceFile(text.path, text.text, unit, trees));
            }
            return parsed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String path() {
        return path;
    }

    String text() {
        return text;
    }

    CompilationUnitTree unit() {
        return unit;
    }

    String module() {
        return path.substring(0, path.indexOf('/'));
    }

    boolean isTest() {
        return path.contains("/src/test/");
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The line that {@code tree} begins in, or 1 when the parser made it up. */
    long line(com.sun.source.tree.Tree tree) {
        return lineAt(positions().getStartPosition(unit, tree));
    }

    /** How many lines {@code tree} covers. */
    long lineCount(com.sun.source.tree.Tree tree) {
        return lineAt(positions().getEndPosition(unit, tree)) - line(tree) + 1;
    }

    /** The Javadoc of what {@code path} leads to, without its stars, or null when it has none. */
    @Nullable
    String javadoc(TreePath path) {
        return trees.getDocComment(path);
    }

    private SourcePositions positions() {
        return trees.getSourcePositions();
    }

    private long lineAt(long position) {
        return position < 0 ? 1 : unit.getLineMap().getLineNumber(position);
    }

    /** A file that is in memory already. Immutable. */
    private static final class Text extends SimpleJavaFileObject {
        private final String path;
        private final String text;

        Text(String path, String text) {
            super(URI.create("mem:///" + path), JavaFileObject.Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
