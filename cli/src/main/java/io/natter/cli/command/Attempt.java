package io.natter.cli.command;

import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStreamApiException;
import java.util.function.Supplier;

/** Steps of a command that the server may refuse, and what is said then. <i>Thread-safe:</i> pure functions. */
public final class Attempt {
    private Attempt() {}

    /**
     * What {@code step} gives.
     *
     * @throws UsageException if it failed: begins with {@code what}, names what was asked for, and ends with the server's words
     */
    public static <T> T to(String what, Supplier<T> step) {
        try {
            return step.get();
        } catch (JetStreamApiException e) {
            throw new UsageException(AskedOf.named(what, e) + words(e), e);
        } catch (NatsException e) {
            throw new UsageException(what + ": " + words(e), e);
        }
    }

    /** Why a call failed; the server's words with the number of the error, as the nats tool tells them. */
    public static String words(NatsException failure) {
        if (failure instanceof JetStreamApiException refused) {
            int number = refused.errorCode() == 0 ? refused.code() : refused.errorCode();
            return refused.description() + " (" + number + ")";
        }
        return String.valueOf(failure.getMessage());
    }
}
