package io.natter.bench.run;

import io.natter.bench.workload.Measure;
import io.natter.bench.workload.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The JVM of a client that is measured, told what to do line by line (io.natter.bench.client.ClientMain).
 *
 * <p>Confined to the runner's thread.
 */
final class ClientProcess implements AutoCloseable {
    private static final String MAIN = "io.natter.bench.client.ClientMain";

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final long startNanos;

    private ClientProcess(String name, Process process, long startNanos) {
        this.name = name;
        this.process = process;
        this.startNanos = startNanos;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Forks the JVM with these flags; {@code words} are program, URL and work. */
    static ClientProcess fork(List<String> flags, List<String> words) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        line.addAll(words);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ClientProcess(words.get(0), process, start);
    }

    long pid() {
        return process.pid();
    }

    /** Returns the version it introduces itself with. */
    String greeting() throws IOException {
        return expect("hello ");
    }

    /** Returns the milliseconds from the fork to the line {@code first}. */
    double millisToFirst() throws IOException {
        expect("first");
        return (System.nanoTime() - startNanos) / 1e6;
    }

    void tell(String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
    }

    /** Waits for a line that begins so, and returns the rest of it. */
    String expect(String start) throws IOException {
        String line = answers.readLine();
        while (line != null && line.startsWith("Profiling ")) {
            line = answers.readLine(); // the profiler's own word
        }
        if (line == null || !line.startsWith(start)) {
            throw new IOException(name + " client answered " + line + ", expected " + start.trim());
        }
        return line.substring(start.length());
    }

    /** Waits for the result of a round. */
    Sample result() throws IOException {
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        long operations = 0;
        long lost = 0;
        long outOfOrder = 0;
        for (String pair : expect("result ").split(" ", -1)) {
            String key = pair.substring(0, pair.indexOf('='));
            double value = Double.parseDouble(pair.substring(pair.indexOf('=') + 1));
            switch (key) {
                case "OPERATIONS" -> operations = (long) value;
                case "LOST" -> lost = (long) value;
                case "OUT_OF_ORDER" -> outOfOrder = (long) value;
                default -> values.put(Measure.valueOf(key), value);
            }
        }
        return new Sample(values, operations, lost, outOfOrder, List.of(), null);
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
