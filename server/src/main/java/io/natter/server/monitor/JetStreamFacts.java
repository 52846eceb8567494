package io.natter.server.monitor;

import io.natter.protocol.jetstream.ApiStats;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.StreamInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JetStream of a server: its settings, and what its accounts hold (E6).
 *
 * <p>Immutable.
 *
 * @param settings what the server may have
 * @param usage what all accounts have
 * @param api what all accounts asked
 * @param store how the files of streams fare
 * @param accounts each account, by name
 */
public record JetStreamFacts(
        Settings settings, Usage usage, ApiStats api, StoreFacts store, List<AccountStreams> accounts) {
    public JetStreamFacts {
        accounts = List.copyOf(accounts);
    }

    /**
     * What the server may have. Immutable.
     *
     * @param maxMemory bytes in memory
     * @param maxStorage bytes on disk
     * @param directory where files are kept
     * @param syncIntervalNs how often files are forced to disk, 0 when before each acknowledgement
     * @param domain name of the domain, or empty
     * @param uniqueTag tag that replicas must not share, or empty
     * @param isStrict whether unknown fields of requests are errors
     * @param limits limits by their names; those that are 0 are left out
     */
    public record Settings(
            long maxMemory,
            long maxStorage,
            String directory,
            long syncIntervalNs,
            String domain,
            String uniqueTag,
            boolean isStrict,
            Map<String, Long> limits) {
        public Settings {
            limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        }

        /** The same, for those who need not know where files are. */
        Settings withoutDirectory() {
            return new Settings(maxMemory, maxStorage, "", syncIntervalNs, domain, uniqueTag, isStrict, limits);
        }
    }

    /**
     * Bytes that are used, and set aside. Immutable.
     *
     * @param memory used in memory
     * @param storage used on disk
     * @param reservedMemory set aside in memory; of an account, what it may have, -1 for any amount
     * @param reservedStorage set aside on disk
     */
    public record Usage(long memory, long storage, long reservedMemory, long reservedStorage) {}

    /**
     * How the files of streams fare. Immutable.
     *
     * @param unitCount units of changes that were committed
     * @param waitingCount units that wait for a force now
     * @param forceFailureCount forces that failed
     * @param forceNs time spent in forces
     * @param forcesByDuration forces by duration: element i counts those below 2 to the i microseconds that are in no element
     *     before; the last one counts all longer ones
     */
    public record StoreFacts(
            long unitCount, long waitingCount, long forceFailureCount, long forceNs, List<Long> forcesByDuration) {
        public StoreFacts {
            forcesByDuration = List.copyOf(forcesByDuration);
        }
    }

    /** One account. Immutable. */
    public record AccountStreams(String name, Usage usage, ApiStats api, List<StreamFacts> streams) {
        public AccountStreams {
            streams = List.copyOf(streams);
        }
    }

    /**
     * One stream. Immutable.
     *
     * @param info its description
     * @param consumers its consumers
     * @param directConsumers those of a server's own
     */
    public record StreamFacts(StreamInfo info, List<ConsumerInfo> consumers, List<ConsumerInfo> directConsumers) {
        public StreamFacts {
            consumers = List.copyOf(consumers);
            directConsumers = List.copyOf(directConsumers);
        }
    }

    /** The account of that name, or null. */
    @Nullable
    AccountStreams account(String name) {
        return accounts.stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
