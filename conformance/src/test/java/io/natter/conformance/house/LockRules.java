package io.natter.conformance.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Finds the types that lock, in the code and in docs/threads.md, where each has a row of its own. Thread-safe: pure. */
final class LockRules {
    private static final Pattern LOCK_TYPE =
            Pattern.compile("(ReentrantLock|Lock|ReadWriteLock|ReentrantReadWriteLock|StampedLock|Semaphore)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$");
    private static final Pattern ROW = Pattern.compile("^\\| *`([A-Za-z0-9.]+)` *\\|.*");

    private LockRules() {}

    /** Simple names of the types of {@code file} that have a synchronized method or block, or a field that is a lock. */
    static Set<String> lockingTypes(SourceFile file) {
        var found = new TreeSet<String>();
        new Walk(found).scan(file.unit(), null);
        return found;
    }

    /** The types that the tables under headings with "Locks" name in their first column. */
    static Set<String> listedTypes(String document) {
        var found = new TreeSet<String>();
        boolean isInLocks = false;
        for (String line : document.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                isInLocks = heading.group(1).contains("Locks");
            }
            Matcher row = ROW.matcher(line);
            if (isInLocks && row.matches()) {
                found.add(row.group(1));
            }
        }
        return found;
    }

    /** Visits the parsed file. Confined to {@link #lockingTypes}. */
    private static final class Walk extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Set<String> found;
        private final Deque<String> types = new ArrayDeque<>();

        Walk(Set<String> found) {
            this.found = found;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            String name = type.getSimpleName().toString();
            types.push(name.isEmpty() ? types.element() : name); // an anonymous type locks for the one around it
            super.visitClass(type, null);
            types.pop();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
                found.add(types.element());
            }
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitSynchronized(SynchronizedTree block, @Nullable Void nothing) {
            found.add(types.element());
            return super.visitSynchronized(block, null);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            boolean isField = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            if (isField
                    && variable.getType() != null
                    && LOCK_TYPE.matcher(variable.getType().toString()).matches()) {
                found.add(types.element());
            }
            return super.visitVariable(variable, null);
        }
    }
}
