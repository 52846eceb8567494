package io.natter.cli.counter;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.Collection;
import picocli.CommandLine;

/** {@code natter counter}: the group of its commands. <i>Thread-safe:</i> a pure function. */
public final class CounterCommands {
    private CounterCommands() {}

    /** The group, with those of its commands that {@code arguments} name. */
    public static CommandLine line(Session session, Collection<String> arguments) {
        return CommandGroup.described("Access distributed Counters")
                .add(() -> new GetCounter(session), "get", "g")
                .add(() -> new ViewCounter(session), "view", "v")
                .add(() -> new AddToCounter(session, false), "increment", "incr", "inc", "i")
                .add(() -> new AddToCounter(session, true), "decrement", "decr", "dec", "d")
                .add(() -> new ListCounters(session), "list", "ls", "l")
                .line(arguments);
    }
}
