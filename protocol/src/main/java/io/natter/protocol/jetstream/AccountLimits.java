package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * What an account may have; -1 is no limit (D20).
 *
 * <p>Immutable.
 *
 * @param maxMemory bytes in memory
 * @param maxStorage bytes on disk
 * @param maxStreams streams
 * @param maxConsumers consumers
 * @param maxAckPending messages of a consumer awaiting acknowledgement
 * @param memoryMaxStreamBytes bytes of one stream in memory
 * @param storageMaxStreamBytes bytes of one stream on disk
 * @param maxBytesRequired whether each stream must have a limit of bytes
 * @param unknown fields that were read without being known
 */
public record AccountLimits(
        long maxMemory,
        long maxStorage,
        long maxStreams,
        long maxConsumers,
        long maxAckPending,
        long memoryMaxStreamBytes,
        long storageMaxStreamBytes,
        boolean maxBytesRequired,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<AccountLimits> JSON = JsonForm.of(AccountLimits::read, AccountLimits::write);

    /** All of it, and nothing unknown. */
    public AccountLimits(
            long maxMemory,
            long maxStorage,
            long maxStreams,
            long maxConsumers,
            long maxAckPending,
            long memoryMaxStreamBytes,
            long storageMaxStreamBytes,
            boolean maxBytesRequired) {
        this(
                maxMemory,
                maxStorage,
                maxStreams,
                maxConsumers,
                maxAckPending,
                memoryMaxStreamBytes,
                storageMaxStreamBytes,
                maxBytesRequired,
                UnknownFields.NONE);
    }

    private static AccountLimits read(ObjectReader in) {
        return new AccountLimits(
                in.integer("max_memory"),
                in.integer("max_storage"),
                in.integer("max_streams"),
                in.integer("max_consumers"),
                in.integer("max_ack_pending"),
                in.integer("memory_max_stream_bytes"),
                in.integer("storage_max_stream_bytes"),
                in.bool("max_bytes_required"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("max_memory", maxMemory)
                .always("max_storage", maxStorage)
                .always("max_streams", maxStreams)
                .always("max_consumers", maxConsumers)
                .always("max_ack_pending", maxAckPending)
                .always("memory_max_stream_bytes", memoryMaxStreamBytes)
                .always("storage_max_stream_bytes", storageMaxStreamBytes)
                .always("max_bytes_required", maxBytesRequired)
                .rest(unknown);
    }
}
