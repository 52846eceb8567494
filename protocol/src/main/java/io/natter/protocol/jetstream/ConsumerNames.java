package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.List;

/**
 * A part of a list of names of consumers (D35).
 *
 * <p>Immutable.
 *
 * @param total length of the whole list
 * @param offset how many came before
 * @param limit most in one part
 * @param consumers the names
 * @param unknown fields that were read without being known
 */
public record ConsumerNames(long total, long offset, long limit, List<String> consumers, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerNames> JSON = JsonForm.of(ConsumerNames::read, ConsumerNames::write);

    /** Copies lists and maps. */
    public ConsumerNames {
        consumers = List.copyOf(consumers);
    }

    /** All of it, and nothing unknown. */
    public ConsumerNames(long total, long offset, long limit, List<String> consumers) {
        this(total, offset, limit, consumers, UnknownFields.NONE);
    }

    private static ConsumerNames read(ObjectReader in) {
        return new ConsumerNames(
                in.integer("total"), in.integer("offset"), in.integer("limit"), in.strings("consumers"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("total", total)
                .always("offset", offset)
                .always("limit", limit)
                .always("consumers", consumers)
                .rest(unknown);
    }
}
