package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.protocol.jetstream.ApiErrorCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer rm}. <i>Confined to one thread.</i> */
@Command(name = "rm", description = "Removes a consumer")
final class RemoveConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(
            names = {"-f", "--force"},
            description = "Force removal without prompting")
    private boolean isForced;

    private final Session session;
    private final ConsumerChoice choice;

    RemoveConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        String stream = arguments.stream;
        String consumer = arguments.consumer;
        if (isForced && (stream == null || consumer == null)) {
            throw new UsageException("--force requires a stream and consumer name");
        }
        session.withJetStream(js -> {
            if (isForced && stream != null && consumer != null) {
                remove(js.stream(stream).consumer(consumer));
                return;
            }
            ConsumerContext picked = choice.pick(js, arguments);
            String question = "Really delete Consumer " + picked.streamName() + " > " + picked.name();
            if (Confirmation.isGiven(session.around(), question)) {
                remove(picked);
            }
        });
        return 0;
    }

    private static void remove(ConsumerContext consumer) {
        if (!Attempt.to("could not remove Consumer", consumer::delete)) {
            ApiErrorCode missing = ApiErrorCode.CONSUMER_NOT_FOUND;
            throw new UsageException("could not remove Consumer: consumer \"" + consumer.streamName() + " > "
                    + consumer.name() + "\": " + missing.template() + " (" + missing.errorCode() + ")");
        }
    }
}
