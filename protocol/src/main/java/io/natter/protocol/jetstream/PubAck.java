package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * The answer to a publish (D100).
 *
 * <p>Immutable.
 *
 * @param stream name of the stream
 * @param sequence sequence of the message, unsigned
 * @param domain domain of the server, or empty
 * @param duplicate whether the message was there already
 * @param value value of a counter in decimal, or empty
 * @param batchId id of a batch, or empty
 * @param batchCount messages of a batch, or 0
 * @param unknown fields that were read without being known
 */
public record PubAck(
        String stream,
        long sequence,
        String domain,
        boolean duplicate,
        String value,
        String batchId,
        long batchCount,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PubAck> JSON = JsonForm.of(PubAck::read, PubAck::write);

    /** All of it, and nothing unknown. */
    public PubAck(
            String stream,
            long sequence,
            String domain,
            boolean duplicate,
            String value,
            String batchId,
            long batchCount) {
        this(stream, sequence, domain, duplicate, value, batchId, batchCount, UnknownFields.NONE);
    }

    private static PubAck read(ObjectReader in) {
        return new PubAck(
                in.string("stream"),
                in.unsigned("seq"),
                in.string("domain"),
                in.bool("duplicate"),
                in.string("val"),
                in.string("batch"),
                in.unsigned("count"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("stream", stream)
                .alwaysUnsigned("seq", sequence)
                .put("domain", domain)
                .put("duplicate", duplicate)
                .put("val", value)
                .put("batch", batchId)
                .putUnsigned("count", batchCount)
                .rest(unknown);
    }
}
