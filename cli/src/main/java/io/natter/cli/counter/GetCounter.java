package io.natter.cli.counter;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import java.math.BigInteger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter counter get}. <i>Confined to one thread.</i> */
@Command(name = "get", description = "Gets the current value for a counter")
final class GetCounter implements Callable<Integer> {
    @Parameters(paramLabel = "<subject>", description = "Subject to get counter for")
    private String subject = "";

    @Mixin
    private CounterStream stream = new CounterStream();

    private final Session session;

    GetCounter(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            BigInteger value = stream.open(js, subject)
                    .counters()
                    .find(subject)
                    .orElseThrow(() -> new UsageException("no counter \"" + subject + "\""));
            session.around().print(value + "\n");
        });
        return 0;
    }
}
