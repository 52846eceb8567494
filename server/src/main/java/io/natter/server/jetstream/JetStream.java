package io.natter.server.jetstream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.server.account.Account;
import io.natter.server.config.AccountConfig;
import io.natter.server.config.AccountJetStream;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.core.Broker;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.Transport;
import io.natter.server.jetstream.stream.Stream;
import io.natter.store.StoreException;
import io.natter.store.StoreOptions;
import io.natter.store.StoreStats;
import io.natter.store.file.FileRecordStore;
import io.natter.store.memory.MemoryRecordStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * JetStream of one server: its store, its loops, and the accounts that have streams.
 *
 * <p>Confined to the api loop, but for {@link #start}, {@link #stop} and {@link #close}.
 *
 * <pre>
 *  start ──> (streams come back) ──> running ── stop ──> no stream takes messages ── close ──> nothing runs
 * </pre>
 */
public final class JetStream implements AutoCloseable {
    private static final int DISK_THREADS = 8; // more than processors: most wait for a force, which they share
    private static final long STOP_SECONDS_MAX = 30;
    private static final int BATCHES_SHARE = 8; // of the JVM's memory, for batches that wait

    private final JetStreamParts parts;
    private final ExecutorService diskWork;
    private final Recovery recovery;
    private final TreeMap<String, JetStreamAccount> accounts = new TreeMap<>();
    private volatile JetStreamConfig config;

    private JetStream(JetStreamParts parts, ExecutorService diskWork) {
        this.parts = parts;
        this.diskWork = diskWork;
        this.recovery = new Recovery(parts);
        this.config = parts.config();
    }

    /**
     * Opens the store and brings all streams back; returns when they take messages.
     *
     * @throws IllegalArgumentException when the configuration names no store directory
     * @throws StoreException when the store cannot be opened; nothing is left running
     */
    public static JetStream start(ServerConfig config, Broker broker, Transport transport, Logger log) {
        JetStreamConfig jetStream = config.jetStream();
        Path directory = directory(jetStream);
        var files = FileRecordStore.open(
                directory,
                StoreOptions.defaults().withSyncInterval(jetStream.store().syncInterval()));
        JetStreamConfig measured = jetStream.withStore(StoreMeasures.measured(jetStream.store(), directory));
        List<InternalLoop> loops = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Runtime.getRuntime().availableProcessors() / 2); i++) {
            loops.add(transport.openInternalLoop("natter-stream-" + i));
        }
        ExecutorService diskWork = diskThreads();
        var parts = new JetStreamParts(
                measured,
                config.limits().maxPayload(),
                files,
                new MemoryRecordStore(),
                transport.openInternalLoop("natter-js-api"),
                loops,
                diskWork,
                new StreamUsages.Total(
                        measured.store().maxMemory(), measured.store().maxFile()),
                new Origins(),
                new OpenBatches(Runtime.getRuntime().maxMemory() / BATCHES_SHARE),
                broker::systemAccount,
                log);
        log.info("Starting JetStream");
        log.info("  Store Directory: \"{}\"", directory);
        var running = new JetStream(parts, diskWork);
        running.open(config, broker);
        return running;
    }

    private static Path directory(JetStreamConfig config) {
        Path root = config.store().directory();
        if (root == null) { // the program knows a place for them, who embeds a server says where
            throw new IllegalArgumentException("jetstream: got no store directory, expected one");
        }
        return root.resolve("jetstream");
    }

    private static ExecutorService diskThreads() {
        var number = new AtomicInteger();
        return Executors.newFixedThreadPool(DISK_THREADS, task -> {
            var thread = new Thread(task, "natter-js-disk-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private void open(ServerConfig serverConfig, Broker broker) {
        Map<String, AccountJetStream> enabled = enabled(serverConfig);
        enabled.forEach(
                (name, limits) -> accounts.put(name, new JetStreamAccount(parts, broker.declareAccount(name), limits)));
        parts.origins().use(serverConfig, accounts);
        List<CompletableFuture<Void>> openings = new ArrayList<>();
        for (String name : parts.files().streams()) {
            int slash = name.indexOf('/');
            JetStreamAccount account = accounts.get(name.substring(0, Math.max(slash, 0)));
            if (account == null) {
                parts.log().warn("JetStream: stream \"{}\" is left alone, its account has no JetStream", name);
            } else {
                openings.add(recovery.bringBack(account, name.substring(slash + 1)));
            }
        }
        CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new)).join();
        Recovery.settle(
                CompletableFuture.supplyAsync(this::allStreams, parts.apiLoop()).join());
    }

    private List<Stream> allStreams() {
        return accounts.values().stream()
                .flatMap(account -> account.streams().stream())
                .toList();
    }

    /**
     * Goes on with another configuration, which may be reached from the one before: limits of the server and of accounts, and which
     * accounts have streams. Done when all of it is in force. Any thread.
     */
    public CompletableFuture<Void> reload(ServerConfig next, Broker broker) {
        return CompletableFuture.supplyAsync(() -> reloaded(next, broker), parts.apiLoop())
                .thenCompose(waiting -> waiting);
    }

    private CompletableFuture<Void> reloaded(ServerConfig next, Broker broker) {
        config = next.jetStream()
                .withStore(StoreMeasures.kept(config.store(), next.jetStream().store()));
        parts.total().configure(config.store().maxMemory(), config.store().maxFile());
        Map<String, AccountJetStream> enabled = enabled(next);
        List<CompletableFuture<Void>> openings = new ArrayList<>();
        enabled.forEach((name, limits) -> {
            JetStreamAccount known = accounts.get(name);
            if (known != null) {
                known.configure(limits);
            } else {
                var added = new JetStreamAccount(parts, broker.declareAccount(name), limits);
                accounts.put(name, added);
                openings.add(recovery.bringBack(added));
            }
        });
        accounts.values().removeIf(account -> {
            boolean isGone = !enabled.containsKey(account.name());
            if (isGone) {
                account.close();
            }
            return isGone;
        });
        parts.origins().use(next, accounts);
        return CompletableFuture.allOf(openings.toArray(CompletableFuture[]::new));
    }

    // As in nats-server: without accounts of its own, everybody's account has it; else those that say so.
    private static Map<String, AccountJetStream> enabled(ServerConfig serverConfig) {
        Map<String, AccountJetStream> enabled = new LinkedHashMap<>();
        String system = serverConfig.systemAccount().name();
        boolean isAlone = true;
        for (AccountConfig account : serverConfig.accounts()) {
            isAlone &= account.name().equals(system) || account.name().equals(Account.GLOBAL);
            AccountJetStream limits = account.jetStream();
            if (limits != null) {
                enabled.put(account.name(), limits);
            }
        }
        if (isAlone) {
            enabled.putIfAbsent(Account.GLOBAL, AccountJetStream.defaults());
        }
        return enabled;
    }

    /** The account of this name, or null when it has no JetStream. */
    public @Nullable JetStreamAccount account(String name) {
        return accounts.get(name);
    }

    /** All accounts that have JetStream, by name; a view. */
    public Collection<JetStreamAccount> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** Deletes all streams of an account, and what is left of it on disk; tells when that is done, or what went wrong. */
    public void purge(String accountName, Consumer<@Nullable ApiError> done) {
        new AccountPurge(parts, accountName, accounts.get(accountName), done).start();
    }

    /** The loop it is confined to. Any thread. */
    public InternalLoop apiLoop() {
        return parts.apiLoop();
    }

    /** Runs something that may wait for the disk, on a thread of its own. Any thread. */
    public void work(Runnable task) {
        diskWork.execute(task);
    }

    /** Where files are kept. Any thread. */
    public Path directory() {
        return directory(config);
    }

    /** What it runs with. Any thread. */
    public JetStreamConfig config() {
        return config;
    }

    /** Counters of the files. Any thread. */
    public StoreStats storeStats() {
        return parts.files().stats();
    }

    /** Bytes that all streams hold in memory. Any thread. */
    public long memoryBytes() {
        return parts.total().memoryBytes();
    }

    /** Bytes that all streams hold in files. Any thread. */
    public long fileBytes() {
        return parts.total().fileBytes();
    }

    /** Has every stream take no more messages and answer what it took; returns when that is done. Any thread but its own. */
    public void stop() {
        var listed = new CountDownLatch(1);
        List<Stream> all = Collections.synchronizedList(new ArrayList<>());
        parts.apiLoop().execute(() -> {
            all.addAll(allStreams());
            listed.countDown();
        });
        awaitQuietly(listed, STOP_SECONDS_MAX);
        var left = new CountDownLatch(all.size() + parts.streamLoops().size());
        for (Stream stream : List.copyOf(all)) {
            stream.execute(() -> {
                try {
                    stream.stop();
                } finally {
                    left.countDown();
                }
            });
        }
        parts.streamLoops()
                .forEach(loop -> loop.execute(left::countDown)); // restores that ended, of streams not listed
        awaitQuietly(left, STOP_SECONDS_MAX);
    }

    /** Forces what was taken, closes the store, and ends the loops. Returns when nothing runs any more. */
    @Override
    public void close() {
        diskWork.shutdown();
        try {
            diskWork.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        parts.files().close();
        long unerasedCount = parts.files().stats().unerasedCount();
        if (unerasedCount > 0) {
            parts.log()
                    .warn(
                            "JetStream: {} deleted messages are not overwritten, there was no time left or their disk failed",
                            unerasedCount);
        }
        parts.memory().close();
        parts.apiLoop().close();
        parts.streamLoops().forEach(InternalLoop::close);
    }

    private static void awaitQuietly(CountDownLatch latch, long seconds) {
        try {
            latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
