package io.natter.bench.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JVM of one client that is measured: does rounds as the runner says.
 *
 * <pre>
 *  arguments   program url work [parameter ...]     "ours nats://127.0.0.1:4222 publish 16"
 *  runner      round milliseconds                   answer: ready (receive only), result NAME=number ...
 *              end                                  of what a receive round expects
 * </pre>
 *
 * <p>Confined to the main thread.
 */
public final class ClientMain {
    private final BufferedReader commands =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private ClientMain() {}

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        ClientProgram program = ClientProgram.named(words.get(0));
        if (words.get(2).equals("cold")) {
            ColdWork.run(program, words.get(1));
            return;
        }
        new ClientMain().serve(Work.of(program, words.get(1), words.subList(2, words.size())), program);
        System.exit(0); // a client that leaves threads behind shall not stay
    }

    private void serve(Work work, ClientProgram program) throws Exception {
        say("hello " + program.version());
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.startsWith("round ")) {
                say(text(work.round(Long.parseLong(line.substring("round ".length())), this)));
            }
        }
    }

    /** Tells the runner that its publisher may begin, and waits for the number of messages it has sent. */
    long handOver() throws IOException {
        say("ready");
        String line = commands.readLine();
        if (line == null || !line.startsWith("end ")) {
            throw new IOException("runner: got " + line + ", expected end");
        }
        return Long.parseLong(line.substring("end ".length()));
    }

    private static String text(Map<String, Double> values) {
        StringBuilder text = new StringBuilder("result");
        new TreeMap<>(values)
                .forEach((name, value) ->
                        text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
