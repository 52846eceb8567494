package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.List;

/**
 * A part of a list of names of streams (D24).
 *
 * <p>Immutable.
 *
 * @param total length of the whole list
 * @param offset how many came before
 * @param limit most in one part
 * @param streams the names
 * @param unknown fields that were read without being known
 */
public record StreamNames(long total, long offset, long limit, List<String> streams, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamNames> JSON = JsonForm.of(StreamNames::read, StreamNames::write);

    /** Copies lists and maps. */
    public StreamNames {
        streams = List.copyOf(streams);
    }

    /** All of it, and nothing unknown. */
    public StreamNames(long total, long offset, long limit, List<String> streams) {
        this(total, offset, limit, streams, UnknownFields.NONE);
    }

    private static StreamNames read(ObjectReader in) {
        return new StreamNames(
                in.integer("total"), in.integer("offset"), in.integer("limit"), in.strings("streams"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("total", total).always("offset", offset).always("limit", limit);
        if (streams.isEmpty()) {
            out.tree("streams", null);
        } else {
            out.always("streams", streams);
        }
        out.rest(unknown);
    }
}
