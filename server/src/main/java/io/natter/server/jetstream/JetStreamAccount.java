package io.natter.server.jetstream;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.config.AccountJetStream;
import io.natter.server.jetstream.stream.Outcome;
import io.natter.server.jetstream.stream.Stream;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one account.
 *
 * <p>Confined to the api loop.
 */
public final class JetStreamAccount {
    private final String name;
    private final AccountJetStream limits;
    private final TreeMap<String, Stream> streams = new TreeMap<>();

    JetStreamAccount(String name, AccountJetStream limits) {
        this.name = name;
        this.limits = limits;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it may have. */
    public AccountJetStream limits() {
        return limits;
    }

    /** The stream of this name, or null. */
    public @Nullable Stream stream(String streamName) {
        return streams.get(streamName);
    }

    /** All its streams, by name; a view. */
    public Collection<Stream> streams() {
        return Collections.unmodifiableCollection(streams.values());
    }

    /**
     * Creates a stream; answers when it is on disk and takes messages.
     *
     * @param config complete and checked, as rules make it; no stream of this name is there
     * @param done told on the api loop
     */
    public void create(StreamConfig config, Consumer<Outcome<Stream>> done) {
        done.accept(Outcome.failed(ApiErrorCode.NOT_ENABLED.error()));
    }

    /** Deletes a stream with its consumers and all it holds; answers on the api loop when it is gone. */
    public void delete(String streamName, Consumer<Outcome<Boolean>> done) {
        done.accept(Outcome.of(streams.remove(streamName) != null));
    }
}
