package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.subject.Subjects;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.SideRecords;
import io.natter.store.StreamOptions;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.memory.MemoryRecordStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A stream in memory with a clock that stands still until it is moved, for tests of consumers.
 *
 * <p>Confined to the test's thread, which is the loop.
 */
final class FakeStream implements OwningStream {
    static final long MS = 1_000_000;
    private static final long WALL_AT_START_NS = 1_700_000_000_000_000_000L;

    private final StreamStore store;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong((Timer timer) -> timer.atNs).thenComparingLong(timer -> timer.order));
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Listening> subscriptions = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Set<String> interest = new HashSet<>();
    private final Random random = new Random(7);
    private long nowNs = 1_000 * MS;
    private long order;
    private int inbox;
    private int id;

    final List<Sent> sent = new ArrayList<>();
    final List<Long> acked = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final ArrayDeque<Runnable> reliefs = new ArrayDeque<>();
    StreamConfig config;
    Consumers consumers;
    boolean isCongested;
    long heldBackFrom = Long.MAX_VALUE;
    String domain = "";
    boolean usesLongAckSubjects;

    /** One published message, as its receiver sees it. */
    record Sent(String route, String subject, String reply, String headers, String payload) {
        /** The code and text of a status. */
        String status() {
            return headers.isEmpty() ? "" : headers.substring("NATS/1.0 ".length(), headers.indexOf('\r'));
        }
    }

    private static final class Timer {
        final long atNs;
        final long order;
        final Runnable task;

        Timer(long atNs, long order, Runnable task) {
            this.atNs = atNs;
            this.order = order;
            this.task = task;
        }
    }

    private record Listening(String subject, InternalHandler handler) {}

    private record Watch(String subject, Runnable onChange) {}

    FakeStream() {
        this(StreamConfig.builder("S")
                .subjects(List.of(">"))
                .storage(StorageType.FILE)
                .build());
    }

    FakeStream(StreamConfig config) {
        this.config = config;
        store = new MemoryRecordStore().open("S", StreamOptions.defaults());
        consumers = new Consumers(this);
    }

    // ------------------------------------------------------------------ what tests do

    /** Makes what is published to a subject reach somebody. */
    void listen(String subject) {
        interest.add(subject);
        List.copyOf(watches).stream()
                .filter(watch -> watch.subject.equals(subject))
                .forEach(watch -> watch.onChange.run());
        pass();
    }

    void stopListening(String subject) {
        interest.remove(subject);
        List.copyOf(watches).stream()
                .filter(watch -> watch.subject.equals(subject))
                .forEach(watch -> watch.onChange.run());
        pass();
    }

    /** Appends a message; it is deliverable at once, unless deliveries are held back. */
    long append(String subject, String payload) {
        return append(subject, "", payload);
    }

    long append(String subject, String headers, String payload) {
        byte[] bytes = utf8(subject);
        long seq = store.writer()
                .append(new RecordDraft()
                        .subject(bytes)
                        .headers(utf8(headers))
                        .payload(utf8(payload))
                        .timeNs(wallNs()));
        store.writer().commit(Commit.IGNORED);
        consumers.onAppended(seq, bytes, 0, bytes.length);
        consumers.onDurable();
        pass();
        return seq;
    }

    /** Makes everything deliverable. */
    void release() {
        heldBackFrom = Long.MAX_VALUE;
        consumers.onDurable();
        pass();
    }

    void remove(long seq) {
        byte[] subject = Objects.requireNonNull(store.reader().get(seq)).subject();
        store.writer().remove(seq, Removal.FORGET);
        store.writer().commit(Commit.IGNORED);
        consumers.onRemoved(seq, subject);
        pass();
    }

    void purge(String filter, long beforeSeq, long keep) {
        SubjectFilter which = filter.isEmpty() ? SubjectFilter.all() : SubjectFilter.of(filter);
        store.writer().purge(new io.natter.store.PurgeRequest(which, beforeSeq, keep));
        store.writer().commit(Commit.IGNORED);
        consumers.onPurged(filter);
        pass();
    }

    Consumer create(ConsumerConfig consumer) {
        Consumer created = consumers.create(consumer.name(), consumer);
        pass();
        return created;
    }

    /** Ends the process and starts another over what was written: without a word when it was killed. */
    void restart(boolean isKilled) {
        if (!isKilled) {
            consumers.stop();
        }
        subscriptions.clear();
        watches.clear();
        timers.clear();
        tasks.clear();
        consumers = new Consumers(this);
        consumers.recover();
        pass();
    }

    /** Sends a pull request; returns the subject where its messages go. */
    String pull(String consumer, String body) {
        String reply = "in." + ++inbox;
        interest.add(reply);
        send("$JS.API.CONSUMER.MSG.NEXT.S." + consumer, reply, "", body);
        return reply;
    }

    /** Sends a message to whoever subscribed. */
    void send(String subject, String reply, String headers, String payload) {
        offer(subject, reply, headers, payload);
        pass();
    }

    /** The same, before the end of the pass: returns how many there were to take it. */
    int offer(String subject, String reply, String headers, String payload) {
        var message = ReceivedMessage.of(utf8(subject), utf8(reply), utf8(headers), utf8(payload));
        int count = 0;
        for (Listening listening : List.copyOf(subscriptions)) {
            if (Subjects.isSubset(subject, listening.subject)) {
                count++;
                listening.handler.onMessage(message);
            }
        }
        return count;
    }

    /** Lets time pass, and does what is due. */
    void advance(long ns) {
        long endNs = nowNs + ns;
        while (true) {
            Timer next = timers.peek();
            if (next == null || next.atNs > endNs) {
                break;
            }
            timers.remove(next);
            nowNs = Math.max(nowNs, next.atNs);
            next.task.run();
            pass();
        }
        nowNs = endNs;
    }

    /** Ends the pass: runs what waits for that. */
    void pass() {
        for (int turns = 0; !tasks.isEmpty(); turns++) {
            if (turns > 100_000) {
                throw new IllegalStateException("the loop never comes to rest");
            }
            tasks.remove().run();
        }
    }

    /** What was sent since this was last asked. */
    List<Sent> taken() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** The consumer of a name that is there. */
    Consumer consumer(String name) {
        return Objects.requireNonNull(consumers.find(name), name);
    }

    /** A number in the reply subject of a delivery: 4 deliveries, 5 sequence, 6 number of the delivery, 8 pending. */
    static long number(String reply, int token) {
        return Long.parseLong(Subjects.tokens(reply).get(token));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Instant now() {
        return Instant.ofEpochSecond(0, wallNs());
    }

    // ------------------------------------------------------------------ what consumers ask for

    @Override
    public StreamConfig config() {
        return config;
    }

    @Override
    public String accountName() {
        return "A";
    }

    @Override
    public String accountHash() {
        return "hash1234";
    }

    @Override
    public String domain() {
        return domain;
    }

    @Override
    public boolean usesLongAckSubjects() {
        return usesLongAckSubjects;
    }

    @Override
    public StreamReader reader() {
        return store.reader();
    }

    @Override
    public long deliverableSeq() {
        return Math.min(store.reader().lastSeq(), heldBackFrom - 1);
    }

    @Override
    public SideRecords side() {
        return store.side();
    }

    @Override
    public void onAcked(Consumer consumer, long seq) {
        acked.add(seq);
    }

    @Override
    public void onDeleted(Consumer consumer) {
        deleted.add(consumer.name());
    }

    @Override
    public int publish(OutgoingMessage message) {
        if (!hasInterest(message.routeCopy())) {
            return 0;
        }
        sent.add(new Sent(
                text(message.routeCopy()),
                text(message.subjectCopy()),
                text(message.replyCopy()),
                text(message.headersCopy()),
                text(message.payloadCopy())));
        return 1;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean hasInterest(byte[] subject) {
        String asked = new String(subject, StandardCharsets.UTF_8);
        return interest.contains(asked) || interest.stream().anyMatch(filter -> Subjects.isSubset(asked, filter));
    }

    @Override
    public boolean isListenedTo(byte[] subject, byte @Nullable [] group) {
        String asked = new String(subject, StandardCharsets.UTF_8);
        return interest.contains(group == null ? asked : asked + " " + new String(group, StandardCharsets.UTF_8));
    }

    @Override
    public Registration watch(byte[] subject, Runnable onChange) {
        var watch = new Watch(new String(subject, StandardCharsets.UTF_8), onChange);
        watches.add(watch);
        return () -> watches.remove(watch);
    }

    @Override
    public Registration subscribe(String subject, InternalHandler handler) {
        var listening = new Listening(subject, handler);
        subscriptions.add(listening);
        return () -> subscriptions.remove(listening);
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public long wallNs() {
        return WALL_AT_START_NS + nowNs;
    }

    @Override
    public Registration schedule(long delayNs, Runnable task) {
        var timer = new Timer(nowNs + delayNs, order++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void work(Runnable task) {
        task.run();
    }

    @Override
    public void atPassEnd(Runnable task) {
        tasks.add(task);
    }

    @Override
    public boolean isCongested() {
        return isCongested;
    }

    @Override
    public void onRelief(Runnable task) {
        reliefs.add(task);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public String newId() {
        return "id" + ++id;
    }
}
