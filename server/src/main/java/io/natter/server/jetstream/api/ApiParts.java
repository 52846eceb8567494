package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.config.JetStreamStore;
import io.natter.server.jetstream.JetStream;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.rules.Capacity;
import io.natter.server.jetstream.rules.StreamContext;
import io.natter.server.jetstream.rules.StreamDirectory;
import io.natter.server.jetstream.stream.Stream;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What all calls share.
 *
 * <p>Confined to the api loop.
 *
 * @param jetStream the directory
 * @param settings what the API is told of the server
 * @param port the server around it
 * @param statistics what was asked
 * @param advisories what is told about it
 */
record ApiParts(
        JetStream jetStream, ApiSettings settings, ApiPort port, ApiStatistics statistics, ApiAdvisories advisories) {
    /** What the rules of a stream of that account look at. */
    StreamContext context(JetStreamAccount account, boolean pedantic) {
        return new StreamContext(settings.limits(), account.limits(), capacity(), directory(account), pedantic);
    }

    private static StreamDirectory directory(JetStreamAccount account) {
        return new StreamDirectory() {
            @Override
            public @Nullable StreamConfig stream(String name) {
                Stream stream = account.stream(name);
                return stream == null ? null : stream.config();
            }

            @Override
            public Collection<StreamConfig> streams() {
                return account.streams().stream().map(Stream::config).toList();
            }
        };
    }

    /** Room of the server, and what limits of bytes have set aside. */
    Capacity capacity() {
        long memory = 0;
        long store = 0;
        for (JetStreamAccount account : jetStream.accounts()) {
            memory += reserved(account, StorageType.MEMORY);
            store += reserved(account, StorageType.FILE);
        }
        JetStreamStore limits = jetStream.config().store();
        return new Capacity(limits.maxMemory(), limits.maxFile(), memory, store);
    }

    /** Bytes that the limits of an account's streams set aside. */
    static long reserved(JetStreamAccount account, StorageType storage) {
        return account.streams().stream()
                .map(Stream::config)
                .filter(config -> config.storage() == storage)
                .mapToLong(config -> Math.max(0, config.maxBytes()))
                .sum();
    }
}
