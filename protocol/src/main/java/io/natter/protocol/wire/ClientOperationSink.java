package io.natter.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * Takes what a client sends, one call an operation.
 *
 * <p>Confined to whoever calls. Buffers and views are the caller's and valid during the call only.
 */
public interface ClientOperationSink {
    /** CONNECT with its JSON, unchecked; read it with {@code ConnectOptions.parse}. */
    void connect(byte[] buffer, int from, int length);

    /** PUB or HPUB; the view has no sid. */
    void publish(MessageView message);

    /** SUB; the subject is unchecked. */
    void subscribe(String subject, @Nullable String queue, String sid);

    /**
     * UNSUB.
     *
     * @param max after how many messages since the subscription began it ends, or 0 for now
     */
    void unsubscribe(String sid, int max);

    /** PING. */
    void ping();

    /** PONG. */
    void pong();
}
