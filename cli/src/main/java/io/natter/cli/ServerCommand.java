package io.natter.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code natter-server}: reads its arguments, does what they say, and tells the exit code (A1-A24).
 *
 * <pre>
 *   0   ended by a signal, told something (help, version), sent a signal, found a configuration valid -
 *       and for flags it does not know, as nats-server has it
 *   1   anything else
 * </pre>
 *
 * <p><i>Confined to the thread that runs it.</i> What a call does not need is not loaded: neither log nor server for a version.
 */
final class ServerCommand {
    private static final String NAME = "natter-server: ";

    private final PrintStream out;
    private final PrintStream err;
    private final SignalSender signalSender;
    private final Servers servers;

    /** Runs servers; apart, so that its classes are loaded when there is one to run. */
    interface Servers {
        /**
         * Reads the configuration that the flags name, the flags laid over it.
         *
         * @throws CommandException when there is none, or it has errors
         */
        LoadedConfig load(FlagValues flags);

        /**
         * Finds out whether a server could start, as far as that follows from the configuration and the files it names.
         *
         * @throws CommandException when it could not
         */
        void check(LoadedConfig config);

        /**
         * Serves until told to end.
         *
         * @throws CommandException when the server cannot start
         */
        void run(FlagValues flags, LoadedConfig config);
    }

    ServerCommand(PrintStream out, PrintStream err, SignalSender signalSender, Servers servers) {
        this.out = out;
        this.err = err;
        this.signalSender = signalSender;
        this.servers = servers;
    }

    /** Does what {@code arguments} say; returns the exit code when it is done. */
    int run(String... arguments) {
        try {
            return run(FlagParser.parse(arguments));
        } catch (FlagException e) {
            err.println(e.getMessage());
            out.print(HelpText.usage());
            return 0;
        } catch (CommandException e) {
            if (!e.isShown()) {
                err.println(NAME + e.getMessage());
            }
            return 1;
        } finally {
            out.flush();
        }
    }

    private int run(FlagValues flags) {
        String told = told(flags);
        if (told != null) {
            out.print(told);
            return 0;
        }
        String signal = flags.text(ServerFlag.SIGNAL);
        if (signal != null && !signal.isEmpty()) {
            signalSender.send(signal);
            return 0;
        }
        boolean isTest = flags.isOn(ServerFlag.TEST_CONFIG);
        if (isTest && flags.text(ServerFlag.CONFIG) == null) {
            throw new CommandException("must specify [-c, --config] option to check configuration file syntax");
        }
        LoadedConfig loaded = servers.load(flags);
        if (isTest) {
            return test(loaded);
        }
        loaded.warnings().forEach(err::println);
        servers.run(flags, loaded);
        return 0;
    }

    private static @Nullable String told(FlagValues flags) {
        if (flags.isOn(ServerFlag.VERSION)) {
            return HelpText.version();
        }
        if (flags.isOn(ServerFlag.HELP)) {
            return HelpText.usage();
        }
        if (flags.isOn(ServerFlag.HELP_TLS)) {
            return HelpText.tls();
        }
        if (flags.words().isEmpty()) {
            return null;
        }
        String word = flags.words().get(0);
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "version" -> HelpText.version();
            case "help" -> HelpText.usage();
            default -> throw new CommandException("unrecognized command: " + FlagKind.quoted(word));
        };
    }

    private int test(LoadedConfig loaded) {
        if (!loaded.warnings().isEmpty()) {
            throw new CommandException(String.join("\n", loaded.warnings()));
        }
        servers.check(loaded);
        err.println(NAME + "configuration file " + loaded.file() + " is valid (" + loaded.digest() + ")");
        return 0;
    }
}
