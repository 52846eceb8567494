package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the compiled classes to {@link Directions}, and shows that each direction is watched. */
class DirectionsTest {
    @Test
    void thingsPointTheRightWay() {
        Tree tree = Tree.here();
        List<Path> folders = tree.modules().stream()
                .map(module -> tree.file(module + "/target/classes"))
                .filter(Files::exists)
                .toList();
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        assertThat(classes.contain("io.natter.protocol.Nuid"))
                .as("classes of protocol")
                .isTrue();
        assertThat(Directions.breaks(classes)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        io.natter.protocol.a       | Object x = java.nio.file.Path.of("a");
        io.natter.protocol.a       | Object x = new java.io.File("a");
        io.natter.protocol.a       | Object x = new java.net.Socket();
        io.natter.protocol.a       | Object x = new java.util.concurrent.locks.ReentrantLock();
        io.natter.protocol.a       | Thread x = null; void f() { x.start(); }
        io.natter.protocol.a       | long x = System.nanoTime();
        io.natter.protocol.a       | Object x = java.time.Instant.now();
        io.natter.protocol.a       | Object x = System.getenv("HOME");
        io.natter.protocol.a       | io.natter.server.Target x;
        io.natter.store.a          | io.natter.server.Target x;
        io.natter.store.a          | Object x = new javax.security.auth.Subject();
        io.natter.store.file.a     | java.io.RandomAccessFile x;
        io.natter.store.file.a     | Object x = java.nio.file.Files.exists(null);
        io.natter.client.queue.a   | io.natter.client.session.Target x;
        io.natter.server.core.a    | io.natter.server.Target x;
        io.natter.server.core.a    | io.natter.server.monitor.Target x;
        io.natter.server.core.a    | io.natter.server.config.language.Target x;
        io.natter.server.core.a    | io.natter.cli.Target x;
        io.natter.server.core.a    | io.natter.server.jetstream.Target x;
        io.natter.server.jetstream.consumer.a | io.natter.server.core.Target x;
        io.natter.server.jetstream.rules.a | io.natter.server.jetstream.Target x;
        io.natter.server.monitor.a | io.natter.server.core.Target x;
        io.natter.server.monitor.a | io.natter.server.account.Target x;
        io.natter.server.auth.a    | io.natter.server.core.Target x;
        io.natter.server.tls.a     | io.natter.server.core.Target x;
        io.natter.server.config.a  | io.natter.server.core.Target x;
        io.natter.server.a         | io.natter.bench.Target x;
        io.natter.server.a         | void f() { System.exit(1); }
        io.natter.server.a         | String x = System.getProperty("a");
        io.natter.cli.a            | io.natter.conformance.Target x;
        """)
    void watches(String packageName, String member, @TempDir Path folder) throws Exception {
        assertThat(Directions.breaks(compiled(packageName, member, folder))).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        io.natter.protocol.a       | Object x = new java.util.concurrent.atomic.AtomicLong();
        io.natter.server.core.a    | io.natter.server.account.Target x; long y = System.nanoTime();
        io.natter.store.disk.a     | Object x = java.nio.file.Files.exists(null);
        io.natter.store.file.a     | java.nio.file.Path x; Thread y;
        io.natter.server.monitor.a | io.natter.server.monitor.Target x;
        io.natter.cli.a            | void f() { System.exit(1); }
        io.natter.bench.a          | io.natter.server.Target x;
        """)
    void allows(String packageName, String member, @TempDir Path folder) throws Exception {
        assertThat(Directions.breaks(compiled(packageName, member, folder))).isEmpty();
    }

    /** A class with this member, compiled together with what it may point to. */
    private static JavaClasses compiled(String packageName, String member, Path folder) throws Exception {
        var files = new ArrayList<String>();
        for (String target : List.of(
                "client.session",
                "server",
                "server.core",
                "server.jetstream",
                "server.monitor",
                "server.account",
                "server.config.language",
                "cli",
                "bench",
                "conformance")) {
            files.add(write(folder, "io.natter." + target, "Target", ""));
        }
        files.add(write(folder, packageName, "Sample", member));
        int result = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(null, null, null, files.toArray(String[]::new));
        assertThat(result).isZero();
        return new ClassFileImporter().importPath(folder);
    }

    private static String write(Path folder, String packageName, String type, String member) throws Exception {
        Path file = folder.resolve(packageName.replace('.', '/')).resolve(type + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "package " + packageName + "; public class " + type + " {" + member + "}")
                .toString();
    }
}
