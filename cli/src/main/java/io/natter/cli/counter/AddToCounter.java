package io.natter.cli.counter;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import java.math.BigInteger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter counter increment} and {@code decrement}: tells what the counter is then. <i>Confined to one thread.</i> */
@Command(description = "Adds to a counter, or takes from it")
final class AddToCounter implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<subject>", description = "Subject to get counter for")
    private String subject = "";

    @Parameters(index = "1", paramLabel = "<value>", description = "How much")
    private String value = "";

    @Mixin
    private CounterStream stream = new CounterStream();

    private final Session session;
    private final boolean isTaking;

    AddToCounter(Session session, boolean isTaking) {
        this.session = session;
        this.isTaking = isTaking;
    }

    @Override
    public Integer call() {
        BigInteger number = number();
        session.withJetStream(js -> session.around()
                .print(stream.open(js, subject).counters().add(subject, isTaking ? number.negate() : number) + "\n"));
        return 0;
    }

    private BigInteger number() {
        try {
            return new BigInteger(value);
        } catch (NumberFormatException e) {
            throw new UsageException("invalid value \"" + value + "\", expected a whole number", e);
        }
    }
}
