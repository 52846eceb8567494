package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.time.Instant;

/**
 * What is kept of a stream beside its messages, under the key {@value #KEY}.
 *
 * <p>Immutable.
 *
 * @param config what it is to be, complete
 * @param created when it was created
 */
record StreamRecord(StreamConfig config, Instant created) {
    /** Its key among the side records. */
    static final String KEY = "config";

    /** How it stands in JSON. */
    static final JsonForm<StreamRecord> JSON = JsonForm.of(StreamRecord::read, StreamRecord::write);

    private static StreamRecord read(ObjectReader in) {
        return new StreamRecord(in.object("config", StreamConfig.JSON), in.timeOrZero("created"));
    }

    private void write(ObjectWriter out) {
        out.always("created", created).always("config", config, StreamConfig.JSON);
    }
}
