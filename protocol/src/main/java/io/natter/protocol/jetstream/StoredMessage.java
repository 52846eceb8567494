package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import io.natter.protocol.wire.Payload;
import java.time.Instant;

/**
 * A message as a stream keeps it (D28).
 *
 * <p>Immutable.
 *
 * @param subject its subject
 * @param sequence its sequence, unsigned
 * @param headers its header block as on the wire, or nothing
 * @param data its payload
 * @param time when it was stored
 * @param unknown fields that were read without being known
 */
public record StoredMessage(
        String subject, long sequence, Payload headers, Payload data, Instant time, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StoredMessage> JSON = JsonForm.of(StoredMessage::read, StoredMessage::write);

    /** All of it, and nothing unknown. */
    public StoredMessage(String subject, long sequence, Payload headers, Payload data, Instant time) {
        this(subject, sequence, headers, data, time, UnknownFields.NONE);
    }

    private static StoredMessage read(ObjectReader in) {
        return new StoredMessage(
                in.string("subject"),
                in.unsigned("seq"),
                Payload.of(in.bytes("hdrs")),
                Payload.of(in.bytes("data")),
                in.timeOrZero("time"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("subject", subject)
                .alwaysUnsigned("seq", sequence)
                .put("hdrs", headers.toBytes())
                .put("data", data.toBytes())
                .always("time", time)
                .rest(unknown);
    }
}
