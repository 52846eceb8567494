package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.config.AccountJetStream;

/**
 * Whether a stream fits into what account and server have left (D20, B84).
 *
 * <p>Immutable. Only limits of bytes that streams have set are counted: they are set aside when the stream is made.
 */
final class LimitRules {
    private LimitRules() {}

    /** Checks the number of streams as well, for one that is to be made. */
    static void checkNew(StreamConfig config, StreamContext context) {
        long others = context.streams().streams().stream()
                .filter(other -> !other.name().equals(config.name()))
                .count();
        int most = context.account().maxStreams();
        if (most > 0 && others >= most) {
            throw new RefusedException(ApiErrorCode.MAXIMUM_STREAMS_LIMIT);
        }
        check(config, context);
    }

    /** Checks consumers and bytes of a stream that is to be made. */
    static void check(StreamConfig config, StreamContext context) {
        check(config, config.maxBytes(), reservedByOthers(config, context), context);
    }

    /** Checks those of a stream that is to be changed: only what it takes more has to be there. */
    static void checkUpdate(StreamConfig old, StreamConfig config, StreamContext context) {
        long more = Math.max(0, Math.max(config.maxBytes(), 0) - Math.max(old.maxBytes(), 0));
        long kept = Math.max(config.maxBytes() - more, 0);
        check(config, more, add(reservedByOthers(config, context), kept), context);
    }

    private static void check(StreamConfig config, long bytes, long reserved, StreamContext context) {
        AccountJetStream account = context.account();
        boolean areLimited = config.maxConsumers() > 0 && account.maxConsumers() > 0;
        if (areLimited && config.maxConsumers() > account.maxConsumers()) {
            throw new RefusedException(ApiErrorCode.MAXIMUM_CONSUMERS_LIMIT);
        }
        long needed = bytes < 0 ? 1 : bytes; // a stream without a limit needs some room at least
        Capacity capacity = context.capacity();
        if (config.storage() == StorageType.MEMORY) {
            boolean fits = isWithin(account.maxMemory(), reserved, needed)
                    && isWithin(capacity.maxMemory(), capacity.reservedMemory(), needed);
            refuse(!fits, ApiErrorCode.MEMORY_RESOURCES_EXCEEDED);
        } else {
            boolean fits = isWithin(account.maxStore(), reserved, needed)
                    && isWithin(capacity.maxStore(), capacity.reservedStore(), needed);
            refuse(!fits, ApiErrorCode.STORAGE_RESOURCES_EXCEEDED);
        }
    }

    private static boolean isWithin(long most, long reserved, long needed) {
        return most < 0 || (reserved <= most && needed <= most - reserved);
    }

    private static long reservedByOthers(StreamConfig config, StreamContext context) {
        long reserved = 0;
        for (StreamConfig other : context.streams().streams()) {
            boolean counts = !other.name().equals(config.name()) && other.storage() == config.storage();
            if (counts && other.maxBytes() > 0) {
                reserved = add(reserved, other.maxBytes());
            }
        }
        return reserved;
    }

    private static long add(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static void refuse(boolean isRefused, ApiErrorCode code) {
        if (isRefused) {
            throw new RefusedException(code);
        }
    }
}
