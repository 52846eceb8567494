package io.natter.conformance.wire;

import io.natter.conformance.TestServer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Scripts that share a configuration. Immutable.
 *
 * <pre>
 *  # a comment, anywhere
 *  config                        the server's configuration; "config other" names one to reload;
 *                                ${certificates} is a folder with server.pem, server-key.pem and ca.pem
 *      max_payload: 100
 *  end
 *
 *  == C43 | a payload over the limit closes
 *  options info unordered        how it is played and shown, see {@link Script.Option}
 *  differs because ...           our server answers otherwise, on purpose
 *  A> PUB foo 101\r\n            connection A, opened where it is first named, sends these bytes ({@link Escapes});
 *                                ${sig:SU...} is the nonce signed with that seed
 *  A>1 PING\r\n                  the same one byte at a time; A>3 in threes
 *  A ping                        PING, and wait for the PONG
 *  A end                         wait until the server closes
 *  A await MSG                   wait for one more operation of that kind, from the first one on
 *  A close                       close from our side
 *  A half-close                  end our sending, read on to the end
 *  server reload|lame-duck|stop  as an operator would
 *  server use other              reload with the configuration "other"
 *  A&lt; -ERR 'Maximum Payload...  golden: what the reference server answered
 *  A= closed                     golden: closed by the server, or open when the script ended
 * </pre>
 *
 * <p>A connection that has sent something since its last wait is given a {@code ping} at the end of the script. A script
 * that sends PING itself awaits its PONG before the next wait.
 *
 * @param name the file's name
 * @param configs texts in the nats configuration language by name; the one to start with has the empty name
 * @param scripts in the order of the file
 */
public record ScriptFile(String name, Map<String, String> configs, List<Script> scripts) {
    /** Copies the collections. */
    public ScriptFile {
        configs = Map.copyOf(configs);
        scripts = List.copyOf(scripts);
    }

    /** The configuration the server starts with. */
    public String config() {
        return configs.getOrDefault("", "");
    }

    /**
     * Reads the form drawn above.
     *
     * @throws IllegalArgumentException with file and line, when a line has another form
     */
    public static ScriptFile parse(String name, String text) {
        return new Reader(name).read(text.lines().toList());
    }

    /** The text of the file with the golden lines of each script replaced; comments stay where they are. */
    public static String withGolden(String text, Map<Integer, List<String>> goldenByLine) {
        List<String> out = new ArrayList<>();
        List<String> golden = List.of();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (isGolden(line)) {
                continue;
            }
            if (line.startsWith("==")) {
                insert(out, golden);
                golden = goldenByLine.getOrDefault(number, List.of());
            }
            out.add(line);
        }
        insert(out, golden);
        return String.join("\n", out) + "\n";
    }

    /** Before the blank lines and comments that belong to the next script. */
    private static void insert(List<String> out, List<String> golden) {
        int at = out.size();
        while (at > 0 && (out.get(at - 1).isBlank() || out.get(at - 1).startsWith("#"))) {
            at--;
        }
        out.addAll(at, golden);
    }

    private static boolean isGolden(String line) {
        return line.length() > 1
                && Character.isUpperCase(line.charAt(0))
                && (line.charAt(1) == '<' || line.charAt(1) == '=');
    }

    /** Reads one file line by line. Confined to one thread. */
    private static final class Reader {
        private final String file;
        private final Map<String, String> configs = new LinkedHashMap<>();
        private final List<Script> scripts = new ArrayList<>();
        private int number;

        // of the script being read
        private String title = "";
        private int titleLine;
        private String difference = "";
        private final Set<Script.Option> options = EnumSet.noneOf(Script.Option.class);
        private final List<Step> steps = new ArrayList<>();
        private final List<String> golden = new ArrayList<>();

        Reader(String file) {
            this.file = file;
        }

        ScriptFile read(List<String> lines) {
            for (number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1);
                if (line.startsWith("config")) {
                    number = config(lines, line.substring("config".length()).trim());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    line(line);
                }
            }
            finishScript();
            return new ScriptFile(file, configs, scripts);
        }

        private int config(List<String> lines, String name) {
            int end = number;
            while (end < lines.size() && !lines.get(end).equals("end")) {
                end++;
            }
            configs.put(name, String.join("\n", lines.subList(number, end)) + "\n");
            return end + 1;
        }

        private void line(String line) {
            if (line.startsWith("== ")) {
                finishScript();
                title = line.substring(3);
                titleLine = number;
            } else if (line.startsWith("options ")) {
                for (String option : line.substring("options ".length()).split(" ", -1)) {
                    options.add(Script.Option.valueOf(option.toUpperCase(Locale.ROOT)));
                }
            } else if (line.startsWith("differs ")) {
                difference = line.substring("differs ".length());
            } else if (isGolden(line)) {
                golden.add(line);
            } else if (line.startsWith("server ")) {
                steps.add(serverStep(line.substring("server ".length())));
            } else if (line.matches("[A-Z]>\\d* .*")) {
                int blank = line.indexOf(' ');
                String piece = line.substring(2, blank);
                steps.add(new Step.Send(
                        line.charAt(0), line.substring(blank + 1), piece.isEmpty() ? 0 : Integer.parseInt(piece)));
            } else if (line.matches("[A-Z] .*")) {
                steps.add(connectionStep(line.charAt(0), line.substring(2)));
            } else {
                throw wrong(line);
            }
        }

        private Step serverStep(String words) {
            if (words.startsWith("use ")) {
                return new Step.Reconfigure(words.substring("use ".length()));
            }
            return new Step.Operate(
                    TestServer.Signal.valueOf(words.replace('-', '_').toUpperCase(Locale.ROOT)));
        }

        private Step connectionStep(char connection, String words) {
            if (words.startsWith("await ")) {
                return new Step.AwaitReply(connection, Reply.Kind.valueOf(words.substring("await ".length())));
            }
            return switch (words) {
                case "ping" -> new Step.Ping(connection);
                case "end" -> new Step.AwaitEnd(connection);
                case "close" -> new Step.Close(connection);
                case "half-close" -> new Step.HalfClose(connection);
                default -> throw wrong(words);
            };
        }

        private void finishScript() {
            if (!title.isEmpty()) {
                scripts.add(new Script(title, options, difference, steps, golden, titleLine));
            }
            title = "";
            difference = "";
            options.clear();
            steps.clear();
            golden.clear();
        }

        private IllegalArgumentException wrong(String line) {
            return new IllegalArgumentException(
                    file + ":" + number + ": got '" + line + "', expected a step as ScriptFile draws them");
        }
    }
}
