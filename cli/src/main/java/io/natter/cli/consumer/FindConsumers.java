package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.stream.StreamChoice;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter consumer find}: names of consumers that meet all of some conditions. <i>Confined to one thread.</i> */
@Command(name = "find", description = "Finds consumers matching certain criteria")
final class FindConsumers implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Mixin
    private ConsumerFilter filter = new ConsumerFilter();

    private final Session session;
    private final StreamChoice streams;

    FindConsumers(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Predicate<ConsumerInfo> condition = filter.condition(session.around().clock());
        session.withJetStream(js -> streams.pick(js, stream).consumers().stream()
                .filter(condition)
                .forEach(info -> session.around().print(info.name() + "\n")));
        return 0;
    }
}
