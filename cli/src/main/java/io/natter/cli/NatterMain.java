package io.natter.cli;

import io.natter.cli.command.NatterCommand;
import io.natter.cli.command.Surroundings;
import io.natter.client.Nats;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Random;

/**
 * The process {@code natter}.
 *
 * <p><i>Confined to the main thread</i>, which INT and TERM interrupt: so commands end. Here, and nowhere else, arguments, environment and
 * properties are read, and the process ends.
 */
public final class NatterMain {
    private static final int BUFFER_BYTES = 64 << 10;

    private NatterMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) { // asked for often, answered without more
            System.out.print(HelpText.version());
            return;
        }
        PrintStream out = new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                false,
                StandardCharsets.UTF_8);
        Thread main = Thread.currentThread();
        SignalTrap.catchEnds(main::interrupt);
        System.exit(new NatterCommand(ofThisProcess(out)).run(arguments));
    }

    private static Surroundings ofThisProcess(PrintStream out) {
        return new Surroundings(
                System.in,
                out,
                System.err,
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                Clock.system(ZoneId.systemDefault()),
                new Random(),
                Nats::connect,
                Boolean.getBoolean("natter.terminal.in"), // the launcher knows
                Boolean.getBoolean("natter.terminal.out"));
    }
}
