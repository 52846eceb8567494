package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.StreamChoice;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import java.util.List;
import java.util.Optional;

/**
 * Finds the consumer that a command is about: the one that is named, or one that the user picks from a list.
 *
 * <p><i>Confined to the command's thread.</i>
 */
final class ConsumerChoice {
    private static final String FAILED = "could not select Consumer";

    private final Session session;
    private final StreamChoice streams;

    ConsumerChoice(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    /** The consumer; throws {@link UsageException} if there is none, or nobody who could pick. */
    ConsumerContext pick(JetStream js, ConsumerArguments named) {
        return pick(js, named, true);
    }

    /** The same; nobody is asked unless {@code isAsking}. */
    ConsumerContext pick(JetStream js, ConsumerArguments named, boolean isAsking) {
        StreamContext stream = streams.pick(js, named.stream, isAsking);
        return Attempt.to(FAILED, () -> {
            Optional<ConsumerContext> found =
                    named.consumer == null ? Optional.empty() : stream.findConsumer(named.consumer);
            return found.orElseGet(() -> stream.consumer(ask(stream, named, isAsking)));
        });
    }

    private String ask(StreamContext stream, ConsumerArguments named, boolean isAsking) {
        Prompt prompt = new Prompt(session.around());
        if (named.consumer != null && (!isAsking || !prompt.isPossible())) {
            throw new UsageException(
                    FAILED + ": unknown consumer \"" + stream.name() + "\" > \"" + named.consumer + "\"");
        }
        if (!prompt.isPossible()) {
            throw new UsageException(
                    FAILED + ": cannot pick a Consumer without a terminal and no Consumer name supplied");
        }
        List<String> names = stream.consumerNames();
        if (names.isEmpty()) {
            throw new UsageException(FAILED + ": no Consumers are defined for Stream " + stream.name());
        }
        return prompt.select("Select a Consumer", names);
    }
}
