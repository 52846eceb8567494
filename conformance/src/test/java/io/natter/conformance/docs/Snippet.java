package io.natter.conformance.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java in a document.
 *
 * <pre>
 *   ```java            ours, compiled and run
 *   ```java compiled   ours, compiled only: it needs servers that are not there
 *   ```java jetstream  ours, compiled, and run where a server with JetStream is here; may use js
 *   ```java jnats      theirs, compiled only
 * </pre>
 *
 * <p>Immutable.
 *
 * @param file the document
 * @param line where the block begins
 * @param kind what stands behind "java"
 * @param code the block
 */
record Snippet(String file, long line, String kind, String code) {
    private static final Pattern FENCE =
            Pattern.compile("^```java ?(\\w*)\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);

    /** All blocks of a document, in order. */
    static List<Snippet> of(Path root, String file) throws IOException {
        String text = Files.readString(root.resolve(file));
        List<Snippet> snippets = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        while (fence.find()) {
            long line = text.substring(0, fence.start()).lines().count() + 1;
            snippets.add(new Snippet(file, line, fence.group(1), fence.group(2)));
        }
        return snippets;
    }

    boolean isRun() {
        return kind.isEmpty() || needsJetStream();
    }

    boolean needsJetStream() {
        return kind.equals("jetstream");
    }

    /** The name of the class that {@link #source} holds. */
    String className() {
        Matcher named = CLASS.matcher(code);
        return named.find() ? named.group(1) : "Snippet";
    }

    /** Whether the block is a whole program, with a main method of its own. */
    boolean isProgram() {
        return CLASS.matcher(code).find();
    }

    /** The block as a class; statements may use {@code nats} (or jnats' {@code nc}) and {@code url}. */
    String source(String url) {
        String placed = code.replace("nats://localhost:4222", url);
        if (isProgram()) {
            return placed;
        }
        String theirs =
                "import io.nats.client.*; import io.nats.client.api.*; import io.nats.client.impl.*; import io.nats.service.*;";
        String ours =
                "import io.natter.client.*; import io.natter.client.service.*; import io.natter.client.jetstream.*;"
                        + " import io.natter.client.keyvalue.*; import io.natter.client.objectstore.*;"
                        + " import io.natter.client.group.*; import io.natter.client.queue.*; import io.natter.protocol.jetstream.*; import io.natter.protocol.wire.Headers; import io.natter.server.*;"
                        + " import io.natter.server.config.*;";
        boolean isTheirs = kind.equals("jnats");
        return (isTheirs ? theirs : ours)
                + "import java.io.*; import java.nio.charset.StandardCharsets; import java.nio.file.*; import java.time.Duration;"
                + " import java.util.*; import java.util.concurrent.CompletableFuture;\n"
                + "public final class Snippet { public static void run("
                + (isTheirs ? "Connection nc" : "NatsConnection nats")
                + ", String url) throws Exception {\n"
                + (needsJetStream() ? "JetStream js = JetStream.of(nats);\n" : "") + placed + "}}\n";
    }

    @Override
    public String toString() {
        return file + ":" + line + (kind.isEmpty() ? "" : " " + kind);
    }
}
