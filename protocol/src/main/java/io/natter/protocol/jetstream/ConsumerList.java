package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.List;
import java.util.Map;

/**
 * A part of a list of consumers (D35).
 *
 * <p>Immutable.
 *
 * @param total length of the whole list
 * @param offset how many came before
 * @param limit most in one part
 * @param consumers the consumers
 * @param missing names of those that did not answer
 * @param offline names of those that are offline, with the reason
 * @param unknown fields that were read without being known
 */
public record ConsumerList(
        long total,
        long offset,
        long limit,
        List<ConsumerInfo> consumers,
        List<String> missing,
        Map<String, String> offline,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerList> JSON = JsonForm.of(ConsumerList::read, ConsumerList::write);

    /** Copies lists and maps. */
    public ConsumerList {
        consumers = List.copyOf(consumers);
        missing = List.copyOf(missing);
        offline = Map.copyOf(offline);
    }

    /** All of it, and nothing unknown. */
    public ConsumerList(
            long total,
            long offset,
            long limit,
            List<ConsumerInfo> consumers,
            List<String> missing,
            Map<String, String> offline) {
        this(total, offset, limit, consumers, missing, offline, UnknownFields.NONE);
    }

    private static ConsumerList read(ObjectReader in) {
        return new ConsumerList(
                in.integer("total"),
                in.integer("offset"),
                in.integer("limit"),
                in.objects("consumers", ConsumerInfo.JSON),
                in.strings("missing"),
                in.stringMap("offline"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("total", total)
                .always("offset", offset)
                .always("limit", limit)
                .alwaysAll("consumers", consumers, ConsumerInfo.JSON)
                .put("missing", missing)
                .put("offline", offline)
                .rest(unknown);
    }
}
