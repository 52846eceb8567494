package io.natter.cli.stream;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.config.AccountJetStream;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.jetstream.rules.ConsumerContext;
import io.natter.server.jetstream.rules.ConsumerRules;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.rules.StreamContext;
import io.natter.server.jetstream.rules.StreamRules;
import java.util.function.Supplier;

/**
 * Whether a configuration can be, told without creating anything: by the rules that our server keeps, which are nats-server's.
 *
 * <p><i>Thread-safe:</i> pure functions. What only a certain server knows, its limits and its other streams, is not looked at.
 */
public final class ConfigRules {
    private ConfigRules() {}

    /**
     * Checks a stream.
     *
     * @throws UsageException with the words of the server that would refuse it
     */
    static void check(StreamConfig config) {
        attempt(() -> StreamRules.checked(config, StreamContext.UNLIMITED));
    }

    /** Checks a consumer of that stream, in the same way. */
    public static void check(ConsumerConfig config, StreamConfig stream) {
        attempt(() -> ConsumerRules.checked(
                config, new ConsumerContext(JetStreamLimits.defaults(), AccountJetStream.defaults(), stream, false)));
    }

    private static void attempt(Supplier<?> rules) {
        try {
            var unused = rules.get(); // with defaults put in, which the server does too
        } catch (RefusedException e) {
            throw new UsageException(
                    "Validation Failed: " + e.getMessage() + " (" + e.error().errorCode() + ")", e);
        }
    }
}
