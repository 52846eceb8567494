package io.natter.conformance.docs;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles blocks of documents, with what a reader would have on the class path. */
final class SnippetCompiler {
    private static final String CLASS_PATH = Stream.of(
                    io.natter.client.NatsConnection.class,
                    io.natter.protocol.wire.Headers.class,
                    io.natter.server.NatterServer.class,
                    io.nats.client.Connection.class,
                    org.jspecify.annotations.Nullable.class)
            .map(SnippetCompiler::location)
            .collect(Collectors.joining(File.pathSeparator));

    private SnippetCompiler() {}

    /** The block as a class, loaded; fails with the compiler's words. */
    static URLClassLoader compile(Snippet snippet, String url, Path directory) throws IOException {
        Path source = directory.resolve(snippet.className() + ".java");
        Files.writeString(source, snippet.source(url));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-cp", CLASS_PATH, "-d", directory.toString(), "--release", "17", "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!isCompiled) {
                throw new AssertionError(snippet + " does not compile:\n" + messages);
            }
        }
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, SnippetCompiler.class.getClassLoader());
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
