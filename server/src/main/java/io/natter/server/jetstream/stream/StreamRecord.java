package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.store.SideRecords;
import java.time.Instant;
import java.util.Arrays;

/**
 * What is kept of a stream beside its messages, under the key {@value #KEY}.
 *
 * <p>Immutable.
 *
 * @param config what it is to be, complete
 * @param created when it was created
 */
public record StreamRecord(StreamConfig config, Instant created) {
    /** Its key among the side records. */
    static final String KEY = "config";

    /** How it stands in JSON. */
    static final JsonForm<StreamRecord> JSON = JsonForm.of(StreamRecord::read, StreamRecord::write);

    /**
     * Puts it among the side records, unless it is there. Of a stream that is being created any thread may do so that has the store to
     * itself.
     */
    public void keepIn(SideRecords side) {
        byte[] json = JSON.write(this);
        if (!Arrays.equals(json, side.get(KEY))) {
            side.put(KEY, json);
        }
    }

    private static StreamRecord read(ObjectReader in) {
        return new StreamRecord(in.object("config", StreamConfig.JSON), in.timeOrZero("created"));
    }

    private void write(ObjectWriter out) {
        out.always("created", created).always("config", config, StreamConfig.JSON);
    }
}
