package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StorageType;
import io.natter.server.config.JetStreamLimits;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.StoreOptions;
import io.natter.store.file.FileRecordStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A loop, an account and a clock that a test turns by hand: what is published is written down as text.
 *
 * <p>Confined to the test's thread, but for {@link #execute}.
 */
final class FakeEnvironment implements StreamEnvironment, StreamUsage {
    long heldBytesMost = Long.MAX_VALUE;
    long heldBytes;

    private record Timer(long atNs, long number, Runnable task) {}

    private final Thread loop = Thread.currentThread();
    private final ConcurrentLinkedDeque<Runnable> tasks = new ConcurrentLinkedDeque<>();
    private final ArrayDeque<Runnable> passEnd = new ArrayDeque<>();
    private final ArrayDeque<Runnable> worker = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNs).thenComparingLong(Timer::number));
    private final Map<String, InternalHandler> subscriptions = new LinkedHashMap<>();
    private final Map<String, Stream> origins = new HashMap<>();
    final List<String> published = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final RandomGenerator random = new Random(1);
    long nowNs = 1_000_000_000_000_000_000L;
    long wallAheadNs; // of a clock that was set
    long bytes;
    long bytesMax = Long.MAX_VALUE;
    boolean isServerFull;
    boolean isWorkerSlow; // does what it has to do when the test says so
    private long number;
    private int id;

    /** A store on this disk that goes by the same clock, and forces nothing until {@link #settle}. */
    FileRecordStore store(LimitedDisk disk, StoreOptions options) {
        return FileRecordStore.open(
                disk,
                options,
                new FileRecordStore.Environment(() -> nowNs, () -> nowNs, () -> random.nextInt(), false));
    }

    /** A pass, and all forces that come of it. */
    void settle(FileRecordStore store) {
        do {
            pass();
        } while (store.step());
        pass();
    }

    /** Runs all that waits, and ends the pass; again while something comes of it. */
    void pass() {
        do {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            for (Runnable task = passEnd.poll(); task != null; task = passEnd.poll()) {
                task.run();
            }
            while (!isWorkerSlow && workOnce()) {
                // as if it took no time
            }
        } while (!tasks.isEmpty() || !passEnd.isEmpty());
    }

    /** Does what another thread would do next; false when there is nothing. */
    boolean workOnce() {
        Runnable task = worker.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Lets time go by, and does what becomes due. */
    void advance(long ns) {
        long end = nowNs + ns;
        for (Timer timer = timers.peek(); timer != null && timer.atNs <= end; timer = timers.peek()) {
            timers.remove();
            nowNs = Math.max(nowNs, timer.atNs);
            timer.task.run();
            pass();
        }
        nowNs = end;
    }

    /** What was published since the last call: {@code subject|headers|payload}, lines of headers with blanks between. */
    List<String> takePublished() {
        List<String> taken = List.copyOf(published);
        published.clear();
        return taken;
    }

    void addOrigin(Stream stream) {
        origins.put(stream.name(), stream);
    }

    boolean isSubscribed(String subject) {
        return subscriptions.containsKey(subject);
    }

    /** The subjects that are subscribed to. */
    Set<String> subscribed() {
        return Set.copyOf(subscriptions.keySet());
    }

    /** Delivers a message to who subscribed to this very subject. */
    void deliver(String subject, Publish message) {
        deliverAs(subject, subject, message);
    }

    /** The same with another subject to be seen, as consumers deliver. */
    void deliverAs(String route, String subject, Publish message) {
        InternalHandler handler = subscriptions.get(route);
        if (handler != null) {
            Publish parts = message.copy();
            handler.onMessage(ReceivedMessage.of(subject.getBytes(UTF_8), parts.reply, parts.headers, parts.payload));
            pass();
        }
    }

    @Override
    public String accountName() {
        return "A";
    }

    @Override
    public String accountHash() {
        return "00000000";
    }

    @Override
    public String domain() {
        return "";
    }

    @Override
    public boolean usesLongAckSubjects() {
        return false;
    }

    @Override
    public JetStreamLimits limits() {
        return JetStreamLimits.defaults();
    }

    @Override
    public int payloadBytesMax() {
        return 1 << 20;
    }

    @Override
    public StreamUsage usage() {
        return this;
    }

    @Override
    public int publish(OutgoingMessage message) {
        String headers = new String(message.headersCopy(), ISO_8859_1)
                .replace("\r\n", " ")
                .trim();
        published.add(new String(message.subjectCopy(), UTF_8) + "|" + headers + "|"
                + new String(message.payloadCopy(), UTF_8));
        return 1;
    }

    @Override
    public boolean hasInterest(byte[] subject) {
        return true;
    }

    @Override
    public Registration watch(byte[] subject, Runnable onChange) {
        return Registration.NONE;
    }

    @Override
    public Registration subscribe(String subject, InternalHandler handler) {
        subscriptions.put(subject, handler);
        return () -> subscriptions.remove(subject, handler);
    }

    @Override
    public @Nullable Stream origin(String streamName, @Nullable String apiPrefix) {
        return origins.get(streamName);
    }

    @Override
    public boolean isOnThisServer(String apiPrefix) {
        return apiPrefix.equals("$JS.API");
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public long wallNs() {
        return nowNs + wallAheadNs;
    }

    @Override
    public boolean inLoop() {
        return loop.equals(Thread.currentThread());
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void work(Runnable task) {
        worker.add(task);
    }

    @Override
    public Registration schedule(long delayNs, Runnable task) {
        var timer = new Timer(nowNs + delayNs, number++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void atPassEnd(Runnable task) {
        passEnd.add(task);
    }

    @Override
    public boolean isCongested() {
        return false;
    }

    @Override
    public void onRelief(Runnable task) {
        tasks.add(task);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public String newId() {
        return "id" + id++;
    }

    @Override
    public boolean tryOpenBatch(boolean isAtomic) {
        return true;
    }

    @Override
    public void closeBatch(boolean isAtomic) {}

    @Override
    public boolean tryHold(long bytes) {
        heldBytes += bytes;
        return heldBytes <= heldBytesMost || tryRelease(bytes);
    }

    private boolean tryRelease(long bytes) {
        heldBytes -= bytes;
        return false;
    }

    @Override
    public void release(long bytes) {
        heldBytes -= bytes;
    }

    @Override
    public void adviseAbandonedBatch(String streamName, String batchId, String reason) {
        published.add("advisory|" + batchId + "|" + reason);
    }

    @Override
    public void warn(String text) {
        warnings.add(text);
    }

    @Override
    public boolean isServerFull(StorageType storage) {
        return isServerFull;
    }

    @Override
    public boolean hasRoom(StorageType storage, long more) {
        return bytes + more <= bytesMax;
    }

    @Override
    public void add(StorageType storage, long more) {
        bytes += more;
    }
}
