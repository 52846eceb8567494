package io.natter.client;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription takes its messages.
 *
 * <p>Immutable; {@code with} methods give changed copies. Limits count what waits, not what a handler is busy with.
 *
 * @param queue queue group whose members share the messages, or null
 * @param pendingMessages most messages that wait; 1 to 2^31-1
 * @param pendingBytes most bytes that wait, subjects and headers counted; at least 1
 * @param whenFull what happens beyond
 * @param concurrency handlers at work at once, 1 to 65,536; beyond 1 order holds for messages of the same key only
 * @param key what messages must keep their order for, when concurrency is above 1; null for no order at all
 * @param autoUnsubscribeAfter messages delivered in total after which the subscription ends; 0 for no end
 */
public record SubscribeOptions(
        @Nullable String queue,
        int pendingMessages,
        long pendingBytes,
        WhenFull whenFull,
        int concurrency,
        @Nullable Function<Message, ?> key,
        long autoUnsubscribeAfter) {

    /** 524,288 messages or 64 MiB wait, new ones are dropped beyond; one handler at a time. */
    public static final SubscribeOptions DEFAULTS =
            new SubscribeOptions(null, 524_288, 64L << 20, WhenFull.DROP_NEW, 1, null, 0);

    /** Checks the ranges. */
    public SubscribeOptions {
        requireAtLeastOne("pendingMessages", pendingMessages);
        requireAtLeastOne("pendingBytes", pendingBytes);
        if (concurrency < 1 || concurrency > 65_536) {
            throw new IllegalArgumentException("concurrency: got " + concurrency + ", expected 1 to 65536");
        }
        if (autoUnsubscribeAfter < 0) {
            throw new IllegalArgumentException(
                    "autoUnsubscribeAfter: got " + autoUnsubscribeAfter + ", expected 0 or more");
        }
    }

    /** The defaults in a queue group. */
    public static SubscribeOptions inQueue(String queue) {
        return DEFAULTS.withQueue(queue);
    }

    /** The same in a queue group. */
    public SubscribeOptions withQueue(@Nullable String queue) {
        return new SubscribeOptions(
                queue, pendingMessages, pendingBytes, whenFull, concurrency, key, autoUnsubscribeAfter);
    }

    /** The same with other limits and another answer to what exceeds them. */
    public SubscribeOptions withPending(int messages, long bytes, WhenFull whenFull) {
        return new SubscribeOptions(queue, messages, bytes, whenFull, concurrency, key, autoUnsubscribeAfter);
    }

    /** The same with several handlers at work at once, in no order. */
    public SubscribeOptions withConcurrency(int concurrency) {
        return new SubscribeOptions(
                queue, pendingMessages, pendingBytes, whenFull, concurrency, key, autoUnsubscribeAfter);
    }

    /** The same with order kept among messages whose key is equal. */
    public SubscribeOptions orderedBy(Function<Message, ?> key) {
        return new SubscribeOptions(
                queue, pendingMessages, pendingBytes, whenFull, concurrency, key, autoUnsubscribeAfter);
    }

    /** The same that ends by itself after so many messages. */
    public SubscribeOptions withAutoUnsubscribeAfter(long messages) {
        return new SubscribeOptions(queue, pendingMessages, pendingBytes, whenFull, concurrency, key, messages);
    }

    private static void requireAtLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": got " + value + ", expected at least 1");
        }
    }
}
