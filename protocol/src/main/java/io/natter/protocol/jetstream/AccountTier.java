package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * What an account uses at one number of replicas (D20).
 *
 * <p>Immutable.
 *
 * @param memory bytes in memory
 * @param storage bytes on disk
 * @param reservedMemory bytes in memory set aside
 * @param reservedStorage bytes on disk set aside
 * @param streams streams
 * @param consumers consumers
 * @param limits what it may have
 * @param unknown fields that were read without being known
 */
public record AccountTier(
        long memory,
        long storage,
        long reservedMemory,
        long reservedStorage,
        long streams,
        long consumers,
        AccountLimits limits,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<AccountTier> JSON = JsonForm.of(AccountTier::read, AccountTier::write);

    /** All of it, and nothing unknown. */
    public AccountTier(
            long memory,
            long storage,
            long reservedMemory,
            long reservedStorage,
            long streams,
            long consumers,
            AccountLimits limits) {
        this(memory, storage, reservedMemory, reservedStorage, streams, consumers, limits, UnknownFields.NONE);
    }

    private static AccountTier read(ObjectReader in) {
        return new AccountTier(
                in.unsigned("memory"),
                in.unsigned("storage"),
                in.unsigned("reserved_memory"),
                in.unsigned("reserved_storage"),
                in.integer("streams"),
                in.integer("consumers"),
                in.object("limits", AccountLimits.JSON),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("memory", memory)
                .alwaysUnsigned("storage", storage)
                .alwaysUnsigned("reserved_memory", reservedMemory)
                .alwaysUnsigned("reserved_storage", reservedStorage)
                .always("streams", streams)
                .always("consumers", consumers)
                .always("limits", limits, AccountLimits.JSON)
                .rest(unknown);
    }
}
