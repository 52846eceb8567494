package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.Map;

/**
 * What an account uses and may use (D20).
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
 * @param domain domain of the server, or empty
 * @param api what was asked of the API
 * @param tiers use by number of replicas, like {@code R1}
 * @param unknown fields that were read without being known
 */
public record AccountInfo(
        long memory,
        long storage,
        long reservedMemory,
        long reservedStorage,
        long streams,
        long consumers,
        AccountLimits limits,
        String domain,
        ApiStats api,
        Map<String, AccountTier> tiers,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<AccountInfo> JSON = JsonForm.of(AccountInfo::read, AccountInfo::write);

    /** Copies lists and maps. */
    public AccountInfo {
        tiers = Map.copyOf(tiers);
    }

    /** All of it, and nothing unknown. */
    public AccountInfo(
            long memory,
            long storage,
            long reservedMemory,
            long reservedStorage,
            long streams,
            long consumers,
            AccountLimits limits,
            String domain,
            ApiStats api,
            Map<String, AccountTier> tiers) {
        this(
                memory,
                storage,
                reservedMemory,
                reservedStorage,
                streams,
                consumers,
                limits,
                domain,
                api,
                tiers,
                UnknownFields.NONE);
    }

    private static AccountInfo read(ObjectReader in) {
        return new AccountInfo(
                in.unsigned("memory"),
                in.unsigned("storage"),
                in.unsigned("reserved_memory"),
                in.unsigned("reserved_storage"),
                in.integer("streams"),
                in.integer("consumers"),
                in.object("limits", AccountLimits.JSON),
                in.string("domain"),
                in.object("api", ApiStats.JSON),
                in.objectMap("tiers", AccountTier.JSON),
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
                .put("domain", domain)
                .always("api", api, ApiStats.JSON)
                .putAll("tiers", tiers, AccountTier.JSON)
                .rest(unknown);
    }
}
