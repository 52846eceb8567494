package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.json.JsonForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A consumer as it stands in a backup: what it is to be, and how far it has come (D30).
 *
 * <p>Immutable.
 *
 * @param name its name, which the configuration does not tell where the server gave it
 * @param config complete
 * @param state how far it has come
 * @param created when it was created, or null where the backup does not tell
 */
public record KeptConsumer(
        String name,
        ConsumerConfig config,
        KeptState state,
        @Nullable Instant created) {
    /** How it stands in an archive, whose entry has its name; it does not tell when it was created. */
    public static final JsonForm<KeptConsumer> JSON = JsonForm.of(
            in -> new KeptConsumer(
                    "", in.object("config", ConsumerConfig.JSON), in.object("state", KeptState.JSON), null),
            (kept, out) ->
                    out.always("config", kept.config, ConsumerConfig.JSON).always("state", kept.state, KeptState.JSON));

    /** The same, of another name. */
    public KeptConsumer named(String other) {
        return new KeptConsumer(other, config, state, created);
    }
}
