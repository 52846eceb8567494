package io.natter.server;

import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.json.UnknownFields;
import io.natter.server.config.AccountJetStream;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.jetstream.JetStream;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.api.JetStreamApi;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.stream.Stream;
import io.natter.server.monitor.JetStreamFacts;
import io.natter.server.monitor.JetStreamFacts.AccountStreams;
import io.natter.server.monitor.JetStreamFacts.StreamFacts;
import io.natter.store.StoreStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What monitoring sees of JetStream: each stream is asked on its loop, and what does not answer in time is left out.
 *
 * <p>Thread-safe; not to be called on an event loop.
 */
final class JetStreamView {
    private static final long ANSWER_MS_MAX = 2_000;
    private static final int DEFAULT_MAX_CONSUMERS = 1000;
    private static final StreamInfoRequest WITHOUT_DETAILS = new StreamInfoRequest(0, false, "");

    private final ServerParts parts;
    private final JetStream jetStream;
    private final JetStreamApi api;

    JetStreamView(ServerParts parts, JetStream jetStream, JetStreamApi api) {
        this.parts = parts;
        this.jetStream = jetStream;
        this.api = api;
    }

    // An account as the api loop lists it.
    private record Listed(String name, AccountJetStream limits, long memory, long storage, List<Stream> streams) {
        static Listed of(JetStreamAccount account) {
            return new Listed(
                    account.name(),
                    account.limits(),
                    account.memoryBytes(),
                    account.fileBytes(),
                    List.copyOf(account.streams()));
        }
    }

    /** All of it, as it is now. */
    JetStreamFacts facts() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS_MAX);
        List<Listed> listed = answer(
                CompletableFuture.supplyAsync(
                        () -> jetStream.accounts().stream().map(Listed::of).toList(), jetStream.apiLoop()),
                deadlineNs);
        List<AccountStreams> accounts = new ArrayList<>();
        for (Listed account : Objects.requireNonNullElse(listed, List.<Listed>of())) {
            accounts.add(new AccountStreams(
                    account.name(),
                    new JetStreamFacts.Usage(
                            account.memory(),
                            account.storage(),
                            account.limits().maxMemory(),
                            account.limits().maxStore()),
                    api.statistics().of(account.name()),
                    streams(account.streams(), deadlineNs)));
        }
        JetStreamFacts.Usage usage = new JetStreamFacts.Usage(
                jetStream.memoryBytes(),
                jetStream.fileBytes(),
                reserved(accounts, StorageType.MEMORY),
                reserved(accounts, StorageType.FILE));
        return new JetStreamFacts(settings(), usage, api.statistics().all(), store(), accounts);
    }

    private List<StreamFacts> streams(List<Stream> streams, long deadlineNs) {
        List<CompletableFuture<StreamFacts>> asked = new ArrayList<>();
        for (Stream stream : streams) {
            asked.add(CompletableFuture.supplyAsync(() -> facts(stream), stream::execute));
        }
        List<StreamFacts> facts = new ArrayList<>();
        for (CompletableFuture<StreamFacts> answer : asked) {
            StreamFacts found = answer(answer, deadlineNs);
            if (found != null) {
                facts.add(found);
            }
        }
        return facts;
    }

    private StreamFacts facts(Stream stream) {
        String leader = parts.name();
        StreamInfo info = stream.info(WITHOUT_DETAILS).toBuilder()
                .cluster(new ClusterInfo("", "", leader, null, false, "", List.of(), UnknownFields.NONE))
                .build();
        List<ConsumerInfo> own = new ArrayList<>();
        List<ConsumerInfo> others = new ArrayList<>();
        for (Consumer consumer : stream.consumers().all()) {
            ConsumerInfo described =
                    consumer.info().toBuilder().timestamp(Instant.now()).build();
            (consumer.config().direct() ? own : others).add(described);
        }
        return new StreamFacts(info, others, own);
    }

    private <T> @Nullable T answer(CompletableFuture<T> asked, long deadlineNs) {
        try {
            return asked.get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException stuckOrGone) {
            return null;
        } catch (ExecutionException failed) {
            parts.log().error("monitoring: JetStream could not answer: {}", failed.toString(), failed);
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static long reserved(List<AccountStreams> accounts, StorageType storage) {
        return accounts.stream()
                .flatMap(account -> account.streams().stream())
                .map(stream -> stream.info().config())
                .filter(config -> config.storage() == storage)
                .mapToLong(config -> Math.max(0, config.maxBytes()))
                .sum();
    }

    private JetStreamFacts.StoreFacts store() {
        StoreStats stats = jetStream.storeStats();
        return new JetStreamFacts.StoreFacts(
                stats.commitCount(),
                stats.waitingCount(),
                stats.forceFailureCount(),
                stats.forceNs(),
                LongStream.of(stats.forceLog2Us()).boxed().toList());
    }

    private JetStreamFacts.Settings settings() {
        JetStreamConfig config = jetStream.config();
        Duration interval = config.store().syncInterval();
        return new JetStreamFacts.Settings(
                config.store().maxMemory(),
                config.store().maxFile(),
                jetStream.directory().toString(),
                interval == null ? 0 : interval.toNanos(),
                Objects.requireNonNullElse(config.domain(), ""),
                Objects.requireNonNullElse(config.uniqueTag(), ""),
                config.strict(),
                limits(config.limits()));
    }

    private static Map<String, Long> limits(JetStreamLimits limits) {
        Map<String, Long> named = new LinkedHashMap<>();
        named.put("max_request_batch", (long) limits.maxRequestBatch());
        named.put("max_ack_pending", (long) limits.maxAckPending());
        named.put("max_ha_assets", (long) limits.maxHaAssets());
        named.put("max_duplicate_window", nanos(limits.duplicateWindow()));
        int consumers = limits.defaultMaxConsumers() > 0 ? limits.defaultMaxConsumers() : DEFAULT_MAX_CONSUMERS;
        named.put("default_max_consumers", (long) consumers);
        named.put("max_batch_inflight_per_stream", (long) limits.batchMaxInflightPerStream());
        named.put("max_batch_inflight_total", (long) limits.batchMaxInflightTotal());
        named.put("max_batch_size", (long) limits.batchMaxMessages());
        named.put("max_batch_timeout", nanos(limits.batchTimeout()));
        named.values().removeIf(value -> value == 0);
        return named;
    }

    private static long nanos(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toNanos();
    }
}
