package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every lock of the shipped modules is listed in docs/threads.md, and nothing else is. */
class LocksTest {
    private static final List<String> SHIPPED = List.of("protocol", "client", "store", "server", "cli");

    @Test
    void everyLockIsListed() {
        Tree tree = Tree.here();
        var locking = new TreeSet<String>();
        SourceFile.parseAll(tree).stream()
                .filter(file -> !file.isTest() && SHIPPED.contains(file.module()))
                .forEach(file -> locking.addAll(LockRules.lockingTypes(file)));
        assertThat(LockRules.listedTypes(Tree.read(tree.file("docs/threads.md"))))
                .as("types in the tables of docs/threads.md, section Locks")
                .containsExactlyElementsOf(locking);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "class Foo { synchronized void f() {} }",
                "class Foo { void f() { synchronized (this) { } } }",
                "class Foo { Runnable f = new Runnable() { public void run() { synchronized (this) { } } }; }",
                "class Foo { private final ReentrantLock lock = new ReentrantLock(); }",
                "class Foo { private final Lock lock; }",
                "class Foo { private final Semaphore permits; }",
                "class Bar { static class Foo { synchronized void f() {} } }",
            })
    void findsLocks(String source) {
        assertThat(LockRules.lockingTypes(parse(source))).containsExactly("Foo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"class Foo { void f() { Lock lock = g(); } }", "class Foo { Locker synchronizedThings; }"})
    void findsNoneWhereThereIsNone(String source) {
        assertThat(LockRules.lockingTypes(parse(source))).isEmpty();
    }

    @Test
    void readsTheTablesOfLocksOnly() {
        String document = """
                # Threads
                | thread | does |
                | `Loop` | everything |
                ## Locks
                | type | guards |
                |---|---|
                | `Foo` | its list |
                |`Bar.Baz`|x|
                ## Queues
                | `Queue` | bound |
                """;
        assertThat(LockRules.listedTypes(document)).containsExactly("Bar.Baz", "Foo");
    }

    private static SourceFile parse(String source) {
        return SourceFile.parse("server/src/main/java/Foo.java", source);
    }
}
