package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stream that a command is about: the one that is named, or one that the user picks from a list.
 *
 * <p><i>Confined to the command's thread.</i>
 */
public final class StreamChoice {
    private static final String FAILED = "could not pick a Stream to operate on";

    private final Session session;
    private final BooleanSupplier isAllShown;

    /** A choice among all streams, or without those of buckets. */
    public StreamChoice(Session session, BooleanSupplier isAllShown) {
        this.session = session;
        this.isAllShown = isAllShown;
    }

    /** Whether people see it as a bucket or as a part of the server. */
    static boolean isInternal(String stream) {
        return isBucket(stream) || stream.startsWith("OBJ_") || stream.startsWith("$MQTT_");
    }

    /** Whether it holds a key-value bucket. */
    static boolean isBucket(String stream) {
        return stream.startsWith("KV_");
    }

    /**
     * The stream of that name, or one that the user picks.
     *
     * @throws UsageException if there is none, or nobody who could pick
     */
    public StreamContext pick(JetStream js, @Nullable String name) {
        return pick(js, name, true);
    }

    /** The same; nobody is asked unless {@code isAsking}. */
    public StreamContext pick(JetStream js, @Nullable String name, boolean isAsking) {
        return Attempt.to(FAILED, () -> {
            Optional<StreamContext> found = name == null ? Optional.empty() : js.findStream(name);
            return found.orElseGet(() -> js.stream(ask(js, name, isAsking)));
        });
    }

    private String ask(JetStream js, @Nullable String name, boolean isAsking) {
        Prompt prompt = new Prompt(session.around());
        if (name != null && (!isAsking || !prompt.isPossible())) {
            throw new UsageException(FAILED + ": unknown stream \"" + name + "\"");
        }
        if (!prompt.isPossible()) {
            throw new UsageException(FAILED + ": cannot pick a Stream without a terminal and no Stream name supplied");
        }
        List<String> names = js.streamNames().stream()
                .filter(stream -> isAllShown.getAsBoolean() || !isInternal(stream))
                .toList();
        if (names.isEmpty()) {
            throw new UsageException(FAILED + ": no Streams are defined");
        }
        return prompt.select("Select a Stream", names);
    }
}
