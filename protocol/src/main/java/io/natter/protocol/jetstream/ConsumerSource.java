package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * The consumer a mirror or source reads through (D71).
 *
 * <p>Immutable.
 *
 * @param name name of a durable consumer, or empty
 * @param deliverSubject subject it delivers to, or empty
 * @param unknown fields that were read without being known
 */
public record ConsumerSource(String name, String deliverSubject, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerSource> JSON = JsonForm.of(ConsumerSource::read, ConsumerSource::write);

    /** All of it, and nothing unknown. */
    public ConsumerSource(String name, String deliverSubject) {
        this(name, deliverSubject, UnknownFields.NONE);
    }

    private static ConsumerSource read(ObjectReader in) {
        return new ConsumerSource(in.string("name"), in.string("deliver_subject"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("name", name).put("deliver_subject", deliverSubject).rest(unknown);
    }
}
