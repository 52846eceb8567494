package io.natter.server.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Streams on this server. Immutable. (B100 to B110, B49)
 *
 * @param enabled whether there are streams
 * @param store where and how they are kept
 * @param domain name of the JetStream domain, or null
 * @param strict whether unknown fields of a request are errors
 * @param uniqueTag prefix of the tag that replicas must not share, or null
 * @param extensionHint {@code will_extend} or {@code no_extend}, or null
 * @param limits what streams and their users may ask for
 * @param queues what may wait
 * @param metaCompaction when the log of the cluster's assets is compacted
 * @param defaultDomains domain that an account's requests go to, by account
 */
public record JetStreamConfig(
        boolean enabled,
        JetStreamStore store,
        @Nullable String domain,
        boolean strict,
        @Nullable String uniqueTag,
        @Nullable String extensionHint,
        JetStreamLimits limits,
        JetStreamQueues queues,
        MetaCompaction metaCompaction,
        Map<String, String> defaultDomains) {
    /** Checks every value. */
    public JetStreamConfig {
        defaultDomains = Copy.of(defaultDomains);
    }

    /** What holds when the configuration says nothing. */
    public static JetStreamConfig defaults() {
        return new JetStreamConfig(
                false,
                JetStreamStore.defaults(),
                null,
                true,
                null,
                null,
                JetStreamLimits.defaults(),
                JetStreamQueues.defaults(),
                MetaCompaction.defaults(),
                Map.of());
    }

    /** A copy with another enabled. */
    public JetStreamConfig withEnabled(boolean enabled) {
        return Copy.with(this, "enabled", enabled);
    }

    /** A copy with another store. */
    public JetStreamConfig withStore(JetStreamStore store) {
        return Copy.with(this, "store", store);
    }

    /** A copy with another domain. */
    public JetStreamConfig withDomain(@Nullable String domain) {
        return Copy.with(this, "domain", domain);
    }

    /** A copy with another strict. */
    public JetStreamConfig withStrict(boolean strict) {
        return Copy.with(this, "strict", strict);
    }

    /** A copy with another uniqueTag. */
    public JetStreamConfig withUniqueTag(@Nullable String uniqueTag) {
        return Copy.with(this, "uniqueTag", uniqueTag);
    }

    /** A copy with another extensionHint. */
    public JetStreamConfig withExtensionHint(@Nullable String extensionHint) {
        return Copy.with(this, "extensionHint", extensionHint);
    }

    /** A copy with another limits. */
    public JetStreamConfig withLimits(JetStreamLimits limits) {
        return Copy.with(this, "limits", limits);
    }

    /** A copy with another queues. */
    public JetStreamConfig withQueues(JetStreamQueues queues) {
        return Copy.with(this, "queues", queues);
    }

    /** A copy with another metaCompaction. */
    public JetStreamConfig withMetaCompaction(MetaCompaction metaCompaction) {
        return Copy.with(this, "metaCompaction", metaCompaction);
    }

    /** A copy with another defaultDomains. */
    public JetStreamConfig withDefaultDomains(Map<String, String> defaultDomains) {
        return Copy.with(this, "defaultDomains", defaultDomains);
    }
}
