package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * How a stream is to be backed up (D30).
 *
 * <p>Immutable.
 *
 * @param deliverSubject subject the parts go to
 * @param noConsumers whether consumers are left out
 * @param chunkSize bytes of a part, 0 for the default
 * @param windowSize bytes under way at once, 0 for the default
 * @param checkMessages whether checksums are verified first
 * @param unknown fields that were read without being known
 */
public record SnapshotRequest(
        String deliverSubject,
        boolean noConsumers,
        long chunkSize,
        long windowSize,
        boolean checkMessages,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<SnapshotRequest> JSON = JsonForm.of(SnapshotRequest::read, SnapshotRequest::write);

    /** All of it, and nothing unknown. */
    public SnapshotRequest(
            String deliverSubject, boolean noConsumers, long chunkSize, long windowSize, boolean checkMessages) {
        this(deliverSubject, noConsumers, chunkSize, windowSize, checkMessages, UnknownFields.NONE);
    }

    private static SnapshotRequest read(ObjectReader in) {
        return new SnapshotRequest(
                in.string("deliver_subject"),
                in.bool("no_consumers"),
                in.integer("chunk_size"),
                in.integer("window_size"),
                in.bool("jsck"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("deliver_subject", deliverSubject)
                .put("no_consumers", noConsumers)
                .put("chunk_size", chunkSize)
                .put("window_size", windowSize)
                .put("jsck", checkMessages)
                .rest(unknown);
    }
}
