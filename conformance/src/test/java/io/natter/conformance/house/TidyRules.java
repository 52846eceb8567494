package io.natter.conformance.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for one Java file that neither formatter nor compiler holds (STYLE.md). Thread-safe: pure.
 *
 * <pre>
 *  file-lines     at most 500, tests 800            type-name    none of the empty words
 *  method-lines   at most 60                        javadoc      every top-level type of main code, first sentence on one line
 *  parameters     at most 6, save in records        null-marked  every package-info of main code
 *  sleep          no sleeping in tests              output       System.out and System.err in cli and bench only
 *  author, later  no names, and nothing left to be done, in no file
 *  test-name      a file that is named as a test holds one: .ci/run wants its report
 * </pre>
 */
final class TidyRules {
    private static final int FILE_LINES_MAX = 500;
    private static final int TEST_FILE_LINES_MAX = 800;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 6;

    private static final Set<String> EMPTY_WORDS = Set.of(
            "Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Impl", "Base", "Abstract", "Processor", "Data");
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*");
    private static final Pattern SENTENCE_END = Pattern.compile("[.?!]( |$)|:$");
    private static final Pattern AUTHOR = Pattern.compile("^\\s*\\*?\\s*@author\\b", Pattern.MULTILINE);
    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern TEST_NAME = Pattern.compile("(Test|IT|Conformance)\\.java$");
    private static final Pattern TEST = Pattern.compile(
            "@(Test|ParameterizedTest|TestFactory|FuzzTest|EachProgram|EachSetting)\\b|\\bextends \\w+Verification\\b");
    private static final Set<String> MODULES_WITH_OUTPUT = Set.of("cli", "bench", "examples");

    private TidyRules() {}

    /** What breaks a rule in {@code file}, in the order of the file. */
    static List<Finding> check(SourceFile file) {
        var findings = new ArrayList<Finding>();
        checkText(file, findings);
        new Walk(file, findings).scan(file.unit(), null);
        return findings;
    }

    private static void checkText(SourceFile file, List<Finding> findings) {
        long lines = file.text().lines().count();
        int max = file.isTest() ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
        if (lines > max) {
            findings.add(new Finding("file-lines", file.path(), 1, "got " + lines + " lines, expected at most " + max));
        }
        if (file.isTest()
                && TEST_NAME.matcher(file.fileName()).find()
                && !TEST.matcher(file.text()).find()) {
            findings.add(new Finding("test-name", file.path(), 1, "got the name of a test, and no test in it"));
        }
        find(AUTHOR, "author", "history knows who wrote it", file, findings);
        find(LEFT_FOR_LATER, "later", "do it, or open an issue", file, findings);
    }

    private static void find(Pattern pattern, String rule, String advice, SourceFile file, List<Finding> findings) {
        Matcher matcher = pattern.matcher(file.text());
        while (matcher.find()) {
            long line = file.text().substring(0, matcher.end()).lines().count();
            findings.add(new Finding(
                    rule, file.path(), line, "got " + matcher.group().strip() + ": " + advice));
        }
    }

    /** Visits the parsed file. Confined to {@link #check}. */
    private static final class Walk extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final SourceFile file;
        private final List<Finding> findings;

        Walk(SourceFile file, List<Finding> findings) {
            this.file = file;
            this.findings = findings;
        }

        @Override
        public @Nullable Void visitCompilationUnit(CompilationUnitTree unit, @Nullable Void nothing) {
            boolean isPackageInfo = file.fileName().equals("package-info.java");
            if (isPackageInfo
                    && !file.isTest()
                    && unit.getPackageAnnotations().stream().noneMatch(Walk::isNullMarked)) {
                add("null-marked", unit, "got a package without @NullMarked");
            }
            return super.visitCompilationUnit(unit, null);
        }

        private static boolean isNullMarked(AnnotationTree annotation) {
            return annotation.getAnnotationType().toString().endsWith("NullMarked");
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            Matcher words = WORD.matcher(name);
            while (words.find()) {
                if (EMPTY_WORDS.contains(words.group())) {
                    add("type-name", type, "got " + name + ": \"" + words.group() + "\" says nothing");
                }
            }
            TreePath path = getCurrentPath();
            boolean isTopLevel = path.getParentPath().getLeaf() instanceof CompilationUnitTree;
            if (isTopLevel && !file.isTest()) {
                checkJavadoc(type, file.javadoc(path));
            }
            return super.visitClass(type, null);
        }

        private void checkJavadoc(ClassTree type, @Nullable String javadoc) {
            if (javadoc == null || javadoc.isBlank()) {
                add("javadoc", type, "got " + type.getSimpleName() + " without Javadoc");
                return;
            }
            String firstLine = javadoc.strip().lines().findFirst().orElse("").strip();
            if (!SENTENCE_END.matcher(firstLine).find()) {
                add("javadoc", type, "got a first sentence over several lines: " + firstLine);
            }
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            long lines = method.getBody() == null ? 0 : file.lineCount(method.getBody());
            if (lines > METHOD_LINES_MAX) {
                add("method-lines", method, named(method) + " of " + lines + " lines, expected " + METHOD_LINES_MAX);
            }
            int count = method.getParameters().size();
            boolean isInRecord = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            boolean isRecordConstructor = isInRecord && method.getName().contentEquals("<init>");
            if (count > PARAMETERS_MAX && !isRecordConstructor) {
                add("parameters", method, named(method) + " with " + count + ", expected at most " + PARAMETERS_MAX);
            }
            return super.visitMethod(method, null);
        }

        private static String named(MethodTree method) {
            return "got " + method.getName();
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            String called = call.getMethodSelect().toString();
            boolean isSleep = called.equals("Thread.sleep")
                    || called.endsWith(".Thread.sleep")
                    || (called.endsWith(".sleep") && called.contains("TimeUnit"));
            if (isSleep && file.isTest()) {
                add("sleep", call, "got " + called + ": wait for what you want, not for time");
            }
            return super.visitMethodInvocation(call, null);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void nothing) {
            String selected = select.toString();
            boolean isOutput = selected.equals("System.out") || selected.equals("System.err");
            if (isOutput && !MODULES_WITH_OUTPUT.contains(file.module())) {
                add("output", select, "got " + selected + ": use the log");
            }
            return super.visitMemberSelect(select, null);
        }

        private void add(String rule, Tree tree, String text) {
            findings.add(new Finding(rule, file.path(), file.line(tree), text));
        }
    }
}
