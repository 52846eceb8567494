package io.natter.protocol.claims;

import java.util.Map;

/**
 * How much an account may have; -1 is no limit.
 *
 * <p>Immutable.
 *
 * @param imports number of imports
 * @param exports number of exports
 * @param allowsWildcardExports whether exports may have wildcards
 * @param disallowsBearer whether bearer tokens are refused
 * @param connections number of connections
 * @param leafNodes number of leaf node connections
 * @param subscriptions number of subscriptions
 * @param data unused by servers
 * @param payload largest message in bytes
 * @param jetStream what JetStream may use; all 0 where there are tiers
 * @param tiers the same by number of replicas, R1, R3 and so on
 */
public record AccountLimits(
        long imports,
        long exports,
        boolean allowsWildcardExports,
        boolean disallowsBearer,
        long connections,
        long leafNodes,
        long subscriptions,
        long data,
        long payload,
        JetStream jetStream,
        Map<String, JetStream> tiers) {

    /** No limit on anything, and no JetStream. */
    public static final AccountLimits UNLIMITED =
            new AccountLimits(-1, -1, true, false, -1, -1, -1, -1, -1, JetStream.NONE, Map.of());

    /** Copies the tiers. */
    public AccountLimits {
        tiers = Map.copyOf(tiers);
    }

    /**
     * What JetStream may use; 0 bytes is off, -1 no limit. Immutable.
     *
     * @param memoryBytes in memory, over all streams
     * @param diskBytes on disk, over all streams
     * @param streams number of streams
     * @param consumers number of consumers
     * @param maxAckPending of a stream
     * @param memoryMaxStreamBytes of one stream in memory; 0 for no limit
     * @param diskMaxStreamBytes of one stream on disk; 0 for no limit
     * @param needsMaxBytes whether every stream must have a limit
     */
    public record JetStream(
            long memoryBytes,
            long diskBytes,
            long streams,
            long consumers,
            long maxAckPending,
            long memoryMaxStreamBytes,
            long diskMaxStreamBytes,
            boolean needsMaxBytes) {

        /** JetStream is off. */
        public static final JetStream NONE = new JetStream(0, 0, 0, 0, 0, 0, 0, false);

        static JetStream read(ClaimsReader in) {
            return new JetStream(
                    in.integer("mem_storage"),
                    in.integer("disk_storage"),
                    in.integer("streams"),
                    in.integer("consumer"),
                    in.integer("max_ack_pending"),
                    in.integer("mem_max_stream_bytes"),
                    in.integer("disk_max_stream_bytes"),
                    in.bool("max_bytes_required"));
        }

        void write(ClaimsWriter out) {
            out.put("mem_storage", memoryBytes)
                    .put("disk_storage", diskBytes)
                    .put("streams", streams)
                    .put("consumer", consumers)
                    .put("max_ack_pending", maxAckPending)
                    .put("mem_max_stream_bytes", memoryMaxStreamBytes)
                    .put("disk_max_stream_bytes", diskMaxStreamBytes)
                    .put("max_bytes_required", needsMaxBytes);
        }
    }

    static AccountLimits read(ClaimsReader in, int version) {
        Map<String, JetStream> tiers =
                in.map("tiered_limits", (path, value) -> JetStream.read(ClaimsReader.of(path, value)));
        return new AccountLimits(
                in.integer("imports"),
                in.integer("exports"),
                in.bool("wildcards"),
                in.bool("disallow_bearer"),
                in.integer("conn"),
                in.integer("leaf"),
                in.integer("subs"),
                in.integer("data"),
                in.integer("payload"),
                version == 1 || !tiers.isEmpty() ? JetStream.NONE : JetStream.read(in),
                tiers);
    }

    void write(ClaimsWriter out) {
        out.put("subs", subscriptions)
                .put("data", data)
                .put("payload", payload)
                .put("imports", imports)
                .put("exports", exports)
                .put("wildcards", allowsWildcardExports)
                .put("disallow_bearer", disallowsBearer)
                .put("conn", connections)
                .put("leaf", leafNodes);
        jetStream.write(out);
        ClaimsWriter byTier = new ClaimsWriter();
        tiers.forEach((tier, limits) -> byTier.always(tier, ClaimsWriter.written(limits, JetStream::write)));
        out.put("tiered_limits", byTier.fields());
    }
}
