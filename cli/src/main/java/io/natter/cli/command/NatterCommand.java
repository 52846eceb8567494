package io.natter.cli.command;

import static java.util.Objects.requireNonNull;

import io.natter.cli.HelpText;
import io.natter.cli.IoText;
import io.natter.cli.account.AccountCommands;
import io.natter.cli.bench.BenchCommands;
import io.natter.cli.bench.LatencyCommand;
import io.natter.cli.consumer.ConsumerCommands;
import io.natter.cli.context.ContextException;
import io.natter.cli.counter.CounterCommands;
import io.natter.cli.error.ErrorCommands;
import io.natter.cli.event.ShowEvents;
import io.natter.cli.keyvalue.KeyValueCommands;
import io.natter.cli.objectstore.ObjectCommands;
import io.natter.cli.server.ServerCommands;
import io.natter.cli.server.TopCommand;
import io.natter.cli.stream.StreamCommands;
import io.natter.cli.text.GoDuration;
import io.natter.cli.trace.TraceCommand;
import io.natter.cli.traffic.TrafficCommand;
import io.natter.client.ConnectFailedException;
import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStreamApiException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
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
        if (flags.completionBash || flags.completionZsh) {
            around.out().print(AutoComplete.bash("natter", commandLine(new GlobalFlags(), List.of())));
            return 0;
        }
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine chosen = last.commandSpec().commandLine();
        boolean isGroup = !chosen.getSubcommands().isEmpty();
        if (last.isUsageHelpRequested() || isGroup && !parsed.hasSubcommand()) {
            HelpLayout.apply(chosen);
            chosen.usage(writer());
            return 0;
        }
        if (isGroup) {
            throw new UsageException(
                    "must select a subcommand of " + last.commandSpec().qualifiedName() + ", try --help");
        }
        return Execution.of(parsed);
    }

    private CommandLine commandLine(GlobalFlags flags, List<String> arguments) {
        Session session = new Session(around, flags);
        CommandSpec spec = CommandSpec.forAnnotatedObject(new Root());
        spec.addMixin("flags", CommandSpec.forAnnotatedObject(flags));
        CommandLine root = new CommandGroup(spec)
                .add(() -> new PublishCommand(session), "publish", "pub")
                .add(() -> new SubscribeCommand(session), "subscribe", "sub")
                .add(() -> new RequestCommand(session), "request", "req")
                .add(() -> new ReplyCommand(session), "reply")
                .add(() -> new RttCommand(session), "rtt")
                .add(() -> ServiceCommand.line(session), "service", "micro")
                .add(() -> BenchCommands.line(session, arguments), "bench")
                .add(() -> new LatencyCommand(session), "latency", "lat")
                .add(() -> KeyValueCommands.line(session, arguments), "kv")
                .add(() -> ObjectCommands.line(session, arguments), "object", "obj")
                .add(() -> new ContextCommand(session), "context", "ctx")
                .add(() -> StreamCommands.line(session, arguments), "stream", "str", "st", "ms", "s")
                .add(() -> ConsumerCommands.line(session, arguments), "consumer", "con", "obs", "c")
                .add(() -> CounterCommands.line(session, arguments), "counter", "ctr")
                .add(() -> ErrorCommands.line(session, arguments), "errors", "err", "error")
                .add(() -> new ShowEvents(session), "events", "event", "e")
                .add(() -> AccountCommands.line(session, arguments), "account", "a")
                .add(() -> new TraceCommand(session), "trace")
                .add(() -> new TopCommand(session), "top")
                .add(() -> new TrafficCommand(session), "traffic")
                .add(() -> ServerCommands.line(session, arguments), "server", "srv", "sys", "system")
                .add(() -> new CheatCommand(around), "cheat")
                .line(arguments);
        root.registerConverter(Duration.class, GoDuration::parse);
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        return root;
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
        if (e instanceof JetStreamApiException refused) {
            return AskedOf.thing(refused) + ": " + Attempt.words(refused);
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
        return List.of("audit", "auth", "governor", "plugins", "schema").contains(name.toLowerCase(Locale.ROOT));
    }
}
