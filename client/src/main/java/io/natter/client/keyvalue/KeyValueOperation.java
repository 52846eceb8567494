package io.natter.client.keyvalue;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;

/** What an entry did to its key (ADR-8, 48). */
public enum KeyValueOperation {
    /** It has a value. */
    PUT(""),
    /** It was deleted; its history stays. Also a marker of the server where a message was removed. */
    DELETE("DEL"),
    /** It was deleted with its history. Also a marker of the server where the key was purged or grew too old. */
    PURGE("PURGE");

    static final String HEADER = "KV-Operation";

    private final String word;

    KeyValueOperation(String word) {
        this.word = word;
    }

    Headers headers() {
        return this == PUT ? Headers.NONE : Headers.of(HEADER, word);
    }

    /** Anything in the header that is not known means the value is gone. */
    static KeyValueOperation of(Headers headers) {
        String word = headers.first(HEADER);
        if (word != null) {
            return word.equals(PURGE.word) ? PURGE : word.equals("PUT") ? PUT : DELETE;
        }
        String reason = headers.first(JetStreamHeaders.MARKER_REASON);
        if (reason == null) {
            return PUT;
        }
        return reason.equals("Remove") ? DELETE : PURGE;
    }
}
