package io.natter.client.bucket;

import io.natter.client.jetstream.JetStreamMessage;

/** Is told of messages one at a time, and once of the end of those that were there. */
public interface WatchSink {
    /** One message. */
    void message(JetStreamMessage message) throws Exception;

    /** All that was there at the beginning was told. */
    void initialDone() throws Exception;
}
