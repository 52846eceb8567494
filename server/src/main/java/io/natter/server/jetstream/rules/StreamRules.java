package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;

/**
 * What a stream may be: its configuration with defaults put in, or nats-server's error (D60-D83).
 *
 * <p>Immutable. Checks run in nats-server's order, so that of several faults the same one is answered.
 */
public final class StreamRules {
    private StreamRules() {}

    /**
     * The configuration as it holds, with defaults and adjustments.
     *
     * @throws RefusedException if it cannot be
     */
    public static StreamConfig checked(StreamConfig requested, StreamContext context) {
        checkTexts(requested);
        StreamConfig config = StreamNumbers.checked(requested, context);
        config = StreamFeatures.checked(config, context);
        config = OriginRules.checked(config, context);
        config = SubjectRules.checked(config);
        checkMaxBytes(config, context);
        config = RewriteRules.checked(config, context);
        return withPlacement(config);
    }

    /**
     * The configuration a new stream is to be stored with; equal to that of the stream of the same name if there is one.
     *
     * @param name name of the stream as the subject of the request has it
     * @throws RefusedException if it cannot be created
     */
    public static StreamConfig created(String name, StreamConfig requested, StreamContext context) {
        StreamConfig stored = ApiLevel.stored(requested);
        checkName(name, stored);
        if (stored.sealed()) {
            throw RefusedException.invalidConfig("stream configuration for create can not be sealed");
        }
        if (stored.mirrorDirect() && stored.mirror() == null) {
            throw RefusedException.invalidConfig("stream has no mirror but does have mirror direct");
        }
        LimitRules.checkNew(stored, context);
        StreamConfig config = checked(stored, context);
        if (config.replicas() > 1) {
            throw new RefusedException(ApiErrorCode.STREAM_REPLICAS_NOT_SUPPORTED);
        }
        StreamConfig existing = context.streams().stream(config.name());
        if (existing != null) {
            if (!ApiLevel.withLevelOf(config, existing).equals(existing)) {
                throw new RefusedException(ApiErrorCode.STREAM_NAME_EXISTS);
            }
            return existing;
        }
        LimitRules.check(config, context);
        RewriteRules.checkOriginFilters(config);
        SubjectRules.checkOverlap(config, context.streams());
        return config;
    }

    /** Checks the name in a request against that in its subject. */
    static void checkName(String name, StreamConfig config) {
        if (!name.equals(config.name())) {
            throw new RefusedException(ApiErrorCode.STREAM_MISMATCH);
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new RefusedException(ApiErrorCode.STREAM_NAME_CONTAINS_PATH_SEPARATORS);
        }
    }

    /**
     * The configuration a stream is to be restored with.
     *
     * @throws RefusedException if it cannot be
     */
    public static StreamConfig restored(String name, StreamConfig requested, StreamContext context) {
        StreamConfig named =
                requested.name().isEmpty() ? requested.toBuilder().name(name).build() : requested;
        checkName(name, named);
        StreamConfig config = checked(named, context.withPedantic(false));
        LimitRules.checkNew(config, context);
        if (context.streams().stream(name) != null) {
            throw new RefusedException(ApiErrorCode.STREAM_NAME_EXISTS_RESTORE_FAILED);
        }
        if (config.replicas() > 1) {
            throw new RefusedException(ApiErrorCode.STREAM_REPLICAS_NOT_SUPPORTED);
        }
        SubjectRules.checkOverlap(config, context.streams());
        return config;
    }

    private static void checkTexts(StreamConfig config) {
        if (!AssetTexts.isNameWellFormed(config.name())) {
            throw RefusedException.invalidConfig(
                    "stream name is required and can not contain '.', '*', '>', '\\', '/'");
        }
        if (AssetTexts.bytes(config.name()) > AssetTexts.NAME_BYTES_MAX) {
            throw RefusedException.invalidConfig(
                    "stream name is too long, maximum allowed is " + AssetTexts.NAME_BYTES_MAX);
        }
        if (AssetTexts.bytes(config.description()) > AssetTexts.DESCRIPTION_BYTES_MAX) {
            throw RefusedException.invalidConfig(
                    "stream description is too long, maximum allowed is " + AssetTexts.DESCRIPTION_BYTES_MAX);
        }
        if (AssetTexts.bytes(config.metadata()) > AssetTexts.METADATA_BYTES_MAX) {
            throw RefusedException.invalidConfig(
                    "stream metadata exceeds maximum size of " + AssetTexts.METADATA_BYTES_MAX + " bytes");
        }
    }

    private static void checkMaxBytes(StreamConfig config, StreamContext context) {
        boolean isMemory = config.storage() == StorageType.MEMORY;
        long most = isMemory
                ? context.account().memoryMaxStreamBytes()
                : context.account().storeMaxStreamBytes();
        if (context.account().maxBytesRequired() && config.maxBytes() <= 0) {
            throw new RefusedException(ApiErrorCode.STREAM_MAX_BYTES_REQUIRED);
        }
        if (most > 0 && config.maxBytes() > most) {
            throw new RefusedException(ApiErrorCode.STREAM_MAX_STREAM_BYTES_EXCEEDED);
        }
    }

    private static StreamConfig withPlacement(StreamConfig config) {
        Placement placement = config.placement();
        if (placement == null) {
            return config;
        }
        if (placement.equals(new Placement("", List.of(), ""))) {
            return config.toBuilder().placement(null).build();
        }
        if (!placement.preferred().isEmpty()) {
            throw RefusedException.invalidConfig("preferred server not permitted in placement");
        }
        return config;
    }
}
