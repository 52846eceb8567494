package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.List;
import java.util.Map;

/**
 * A part of a list of streams (D25).
 *
 * <p>Immutable.
 *
 * @param total length of the whole list
 * @param offset how many came before
 * @param limit most in one part
 * @param streams the streams
 * @param missing names of those that did not answer
 * @param offline names of those that are offline, with the reason
 * @param unknown fields that were read without being known
 */
public record StreamList(
        long total,
        long offset,
        long limit,
        List<StreamInfo> streams,
        List<String> missing,
        Map<String, String> offline,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamList> JSON = JsonForm.of(StreamList::read, StreamList::write);

    /** Copies lists and maps. */
    public StreamList {
        streams = List.copyOf(streams);
        missing = List.copyOf(missing);
        offline = Map.copyOf(offline);
    }

    /** All of it, and nothing unknown. */
    public StreamList(
            long total,
            long offset,
            long limit,
            List<StreamInfo> streams,
            List<String> missing,
            Map<String, String> offline) {
        this(total, offset, limit, streams, missing, offline, UnknownFields.NONE);
    }

    private static StreamList read(ObjectReader in) {
        return new StreamList(
                in.integer("total"),
                in.integer("offset"),
                in.integer("limit"),
                in.objects("streams", StreamInfo.JSON),
                in.strings("missing"),
                in.stringMap("offline"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("total", total)
                .always("offset", offset)
                .always("limit", limit)
                .alwaysAll("streams", streams, StreamInfo.JSON)
                .put("missing", missing)
                .put("offline", offline)
                .rest(unknown);
    }
}
