package io.natter.cli;

import io.natter.cli.log.LogProvider;
import java.util.function.Consumer;

/**
 * The process {@code natter-server}.
 *
 * <p><i>Confined to the main thread.</i> Here, and nowhere else, arguments and properties are read, and the process ends. {@code -sl}
 * finds running servers by the name of this class.
 */
public final class NatterServerMain {
    private NatterServerMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogProvider.install();
        boolean isTerminal = Boolean.getBoolean("natter.terminal"); // the launcher knows
        System.exit(command(isTerminal, server -> {}).run(arguments));
    }

    /** The command of this process, which tells of its server when clients can connect. */
    static ServerCommand command(boolean isTerminal, Consumer<RunningServer> onReady) {
        return new ServerCommand(
                System.out, System.err, SignalSender.ofThisMachine(), new ServersOfThisProcess(isTerminal, onReady));
    }
}
