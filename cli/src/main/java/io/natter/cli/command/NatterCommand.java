package io.natter.cli.command;

import static java.util.Objects.requireNonNull;

import io.natter.cli.HelpText;
import io.natter.cli.IoText;
import io.natter.cli.bench.PublishLoad;
import io.natter.cli.bench.RequestLoad;
import io.natter.cli.bench.ServeLoad;
import io.natter.cli.bench.SubscribeLoad;
import io.natter.cli.context.ContextException;
import io.natter.cli.text.GoDuration;
import io.natter.client.ConnectFailedException;
import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code natter}: reads its arguments, does what they say, and tells the exit code.
 *
 * <pre>
 *   0     done
 *   1     anything went wrong; standard error says what, on a line that begins with "natter: error: "
 *   130   told to end by a signal
 * </pre>
 *
 * <p><i>Confined to the thread that runs it.</i> To end a command, interrupt that thread.
 */
public final class NatterCommand {
    private static final int STOPPED = 130;

    /** Every command with its other names. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("publish", "pub"),
            List.of("subscribe", "sub"),
            List.of("request", "req"),
            List.of("reply"),
            List.of("rtt"),
            List.of("service", "micro"),
            List.of("bench"),
            List.of("context", "ctx"),
            List.of("cheat"));

    private final Surroundings around;

    /** The command in these surroundings. */
    public NatterCommand(Surroundings around) {
        this.around = around;
    }

    /** The root, which does nothing itself. Confined to the thread that parses. */
    @Command(
            name = "natter",
            description = "NATS utility: publishes, subscribes, asks and answers. Takes what the nats tool takes.",
            synopsisSubcommandLabel = "COMMAND")
    private static final class Root {}

    /** Does what {@code arguments} say; returns the exit code when it is done. */
    public int run(String... arguments) {
        GlobalFlags flags = new GlobalFlags();
        CommandLine line = commandLine(flags, List.of(arguments));
        try {
            ParseErrors.checkLoads(arguments);
            ParseResult parsed = line.parseArgs(arguments);
            return execute(parsed, flags);
        } catch (ParameterException e) {
            return error(ParseErrors.text(e));
        } catch (StoppedException | InterruptedWaitException e) {
            return STOPPED;
        } catch (RuntimeException e) {
            if (flags.trace) {
                e.printStackTrace(around.err());
            }
            return error(text(e));
        } finally {
            around.out().flush();
        }
    }

    private int execute(ParseResult parsed, GlobalFlags flags) {
        if (flags.version) {
            around.out().print(HelpText.version());
            return 0;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine chosen = last.commandSpec().commandLine();
        boolean isGroup = !chosen.getSubcommands().isEmpty();
        if (last.isUsageHelpRequested() || isGroup && !parsed.hasSubcommand()) {
            chosen.usage(writer());
            return 0;
        }
        if (isGroup) {
            throw new UsageException(
                    "must select a subcommand of " + last.commandSpec().qualifiedName() + ", try --help");
        }
        return Execution.of(parsed);
    }

    // Each command costs a start some milliseconds, so only those that are named are made; all of them for the help.
    private CommandLine commandLine(GlobalFlags flags, List<String> arguments) {
        Session session = new Session(around, flags);
        CommandLine root = new CommandLine(new Root());
        root.addMixin("flags", flags);
        boolean isAnyNamed = COMMANDS.stream().flatMap(List::stream).anyMatch(arguments::contains);
        for (List<String> names : COMMANDS) {
            if (!isAnyNamed || names.stream().anyMatch(arguments::contains)) {
                String[] aliases = names.subList(1, names.size()).toArray(String[]::new);
                root.addSubcommand(names.get(0), command(names.get(0), session), aliases);
            }
        }
        root.registerConverter(Duration.class, GoDuration::parse);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        if (arguments.contains("-h") || arguments.contains("--help")) {
            CheatCommand.TOPICS.forEach((topic, commands) -> commands.forEach(name -> footer(root, name, topic)));
        }
        return root;
    }

    private Object command(String name, Session session) {
        return switch (name) {
            case "publish" -> new PublishCommand(session);
            case "subscribe" -> new SubscribeCommand(session);
            case "request" -> new RequestCommand(session);
            case "reply" -> new ReplyCommand(session);
            case "rtt" -> new RttCommand(session);
            case "service" -> new ServiceCommand(session);
            case "bench" -> bench(session);
            case "context" -> new ContextCommand(session);
            case "cheat" -> new CheatCommand(around);
            default -> throw new IllegalStateException(name);
        };
    }

    private static CommandLine bench(Session session) {
        CommandLine service = new CommandLine(CommandSpec.create());
        service.getCommandSpec().usageMessage().description("Micro-service mode");
        service.addSubcommand("request", new RequestLoad(session));
        service.addSubcommand("serve", new ServeLoad(session));
        CommandLine bench = new CommandLine(CommandSpec.create());
        bench.getCommandSpec().usageMessage().description("Benchmark utility");
        bench.addSubcommand("pub", new PublishLoad(session));
        bench.addSubcommand("sub", new SubscribeLoad(session));
        bench.addSubcommand("service", service);
        return bench;
    }

    private static void footer(CommandLine root, String name, String topic) {
        CommandLine command = root.getSubcommands().get(name);
        if (command == null) {
            return;
        }
        command.getCommandSpec()
                .usageMessage()
                .footer(("\nExamples:\n" + CheatCommand.text(topic))
                        .replace("%", "%%")
                        .lines()
                        .map(text -> text.isEmpty() ? text : "  " + text)
                        .toArray(String[]::new));
    }

    private int error(String text) {
        around.out().flush();
        around.err().println("natter: error: " + text);
        return 1;
    }

    private static String text(RuntimeException e) {
        boolean isForeseen =
                e instanceof UsageException || e instanceof ContextException || e instanceof IllegalArgumentException;
        if (e instanceof ConnectFailedException && e.getCause() != null) {
            return e.getMessage() + ": " + e.getCause().getMessage();
        }
        if (e instanceof NatsException refused) {
            return Attempt.words(refused);
        }
        if (isForeseen) {
            return String.valueOf(e.getMessage());
        }
        return e instanceof UncheckedIOException io ? IoText.of(requireNonNull(io.getCause())) : e.toString();
    }

    private PrintWriter writer() {
        return new PrintWriter(around.out(), true, StandardCharsets.UTF_8);
    }

    /** Names of commands that are the nats tool's and not ours yet. */
    static boolean isOfNatsTool(String name) {
        return List.of(
                        "account",
                        "a",
                        "audit",
                        "auth",
                        "consumer",
                        "con",
                        "c",
                        "counter",
                        "ctr",
                        "errors",
                        "err",
                        "events",
                        "event",
                        "e",
                        "governor",
                        "kv",
                        "latency",
                        "lat",
                        "object",
                        "obj",
                        "plugins",
                        "schema",
                        "server",
                        "srv",
                        "sys",
                        "service",
                        "micro",
                        "stream",
                        "str",
                        "st",
                        "s",
                        "top",
                        "trace",
                        "traffic")
                .contains(name.toLowerCase(Locale.ROOT));
    }
}
