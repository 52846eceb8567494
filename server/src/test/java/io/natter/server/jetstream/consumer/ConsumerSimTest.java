package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pull consumer under random use, each delivery checked against a slow account of what may be delivered. */
final class ConsumerSimTest {
    private static final long MS = FakeStream.MS;
    private static final long ACK_WAIT_MS = 1_000;
    private static final int MAX_ACK_PENDING = 7;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void deliversEachMessageUntilItIsAcknowledged(long seed) {
        new Run(seed, AckPolicy.EXPLICIT).play(3_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void acknowledgesAllBeforeToo(long seed) {
        new Run(seed, AckPolicy.ALL).play(2_000);
    }

    /** What was told of one message that is not acknowledged. */
    private static final class Pending {
        final long firstDelivery;
        int deliveries = 1;
        long dueNs;

        Pending(long firstDelivery, long dueNs) {
            this.firstDelivery = firstDelivery;
            this.dueNs = dueNs;
        }
    }

    private static final class Request {
        long left;
        final long expiresNs;

        Request(long left, long expiresNs) {
            this.left = left;
            this.expiresNs = expiresNs;
        }
    }

    /** The consumer, and the account beside it. */
    private static final class Run {
        private final long seed;
        private final Random random;
        private final boolean acksAll;
        private final FakeStream stream = new FakeStream();
        private final TreeMap<Long, String> messages = new TreeMap<>();
        private final TreeSet<Long> undelivered = new TreeSet<>();
        private final TreeMap<Long, Pending> pending = new TreeMap<>();
        private final Map<String, Request> requests = new TreeMap<>();
        private final List<String> replies = new ArrayList<>();
        private long deliveries;
        private long delivered;
        private long floorDelivery;
        private long floor;
        private int step;

        Run(long seed, AckPolicy policy) {
            this.seed = seed;
            random = new Random(seed);
            acksAll = policy == AckPolicy.ALL;
            stream.create(ConsumerConfig.builder()
                    .name("C")
                    .durableName("C")
                    .ackPolicy(policy)
                    .ackWait(Duration.ofMillis(ACK_WAIT_MS))
                    .maxDeliver(-1)
                    .maxAckPending(MAX_ACK_PENDING)
                    .maxWaiting(20)
                    .filterSubjects(List.of("a.*", "b"))
                    .build());
        }

        void play(int steps) {
            for (step = 0; step < steps; step++) {
                move(random.nextInt(20));
                account();
                compare();
            }
        }

        private void move(int dice) {
            switch (dice) {
                case 0, 1, 2, 3 -> append();
                case 4, 5, 6 -> pull();
                case 7, 8, 9, 10, 11 -> acknowledge();
                case 12 -> nak(0);
                case 13 -> nak(230);
                case 14 -> progress();
                case 15, 16 -> stream.advance(100 * MS);
                case 17 -> remove();
                case 18 -> foreign();
                default -> {
                    if (random.nextInt(10) == 0) {
                        restart();
                    }
                }
            }
        }

        private void append() {
            String subject = List.of("a.x", "a.y", "b", "c", "a.x.z").get(random.nextInt(5));
            long seq = messages.size() + 1L;
            messages.put(seq, subject);
            if (!subject.equals("c") && !subject.equals("a.x.z")) {
                undelivered.add(seq);
            }
            stream.append(subject, "m" + seq);
        }

        private void pull() {
            int batch = 1 + random.nextInt(5);
            long waitMs = 250;
            if (requests.values().stream().filter(request -> request.left > 0).count() >= 20) {
                return;
            }
            long expiresNs = stream.nowNs() + waitMs * MS;
            String body = "{\"batch\":" + batch + ",\"expires\":" + waitMs * MS + "}";
            // known before the messages come
            String reply = "in." + (requests.size() + 1);
            requests.put(reply, new Request(batch, expiresNs));
            assertThat(stream.pull("C", body)).isEqualTo(reply);
        }

        private String anyReply() {
            return replies.get(replies.size() - 1 - random.nextInt(Math.min(replies.size(), 12)));
        }

        private void acknowledge() {
            if (replies.isEmpty()) {
                return;
            }
            String reply = anyReply();
            long seq = FakeStream.number(reply, 5);
            long delivery = FakeStream.number(reply, 6);
            if (acksAll) {
                if (delivery > floorDelivery && seq > floor) {
                    pending.headMap(seq, true).clear();
                    floorDelivery = delivery;
                    floor = seq;
                }
            } else if (pending.containsKey(seq)) {
                moveFloor(seq, pending.remove(seq));
            }
            stream.listen("reply");
            String body = List.of("", "+ACK", "+OK").get(random.nextInt(3));
            stream.send(reply, "reply", "", body);
        }

        private void moveFloor(long seq, Pending done) {
            if (pending.isEmpty()) {
                floorDelivery = deliveries;
                floor = delivered;
            } else if (done.firstDelivery == floorDelivery + 1) {
                floorDelivery = done.firstDelivery;
                floor = seq;
                Map.Entry<Long, Pending> above = pending.higherEntry(seq);
                if (above != null) {
                    floorDelivery = above.getValue().firstDelivery - 1;
                    floor = above.getKey() - 1;
                }
            }
        }

        private void nak(long delayMs) {
            if (replies.isEmpty()) {
                return;
            }
            String reply = anyReply();
            Pending refused = pending.get(FakeStream.number(reply, 5));
            if (refused != null && FakeStream.number(reply, 6) > floorDelivery) {
                refused.dueNs = stream.nowNs() + delayMs * MS;
            }
            stream.send(reply, "", "", delayMs == 0 ? "-NAK" : "-NAK {\"delay\":" + delayMs * MS + "}");
        }

        private void progress() {
            if (replies.isEmpty()) {
                return;
            }
            String reply = anyReply();
            Pending working = pending.get(FakeStream.number(reply, 5));
            if (working != null && working.dueNs > stream.nowNs()) {
                working.dueNs = stream.nowNs() + ACK_WAIT_MS * MS;
                stream.send(reply, "", "", "+WPI");
            }
        }

        private void remove() {
            if (messages.isEmpty()) {
                return;
            }
            long seq = 1L + random.nextInt(messages.size());
            if (acksAll || "".equals(messages.get(seq))) {
                return;
            }
            messages.put(seq, "");
            undelivered.remove(seq);
            Pending gone = pending.remove(seq);
            if (gone != null) {
                moveFloor(seq, gone);
            }
            stream.remove(seq);
        }

        // Acknowledgements that are about nothing change nothing.
        private void foreign() {
            stream.send("$JS.ACK.S.C.1." + (messages.size() + 5) + ".9999.1.0", "", "", "");
            stream.send("$JS.ACK.S.C.1.99999999999999999999.1.1.0", "", "", "-NAK");
            stream.send("$JS.ACK.S.C.x.y.z.a.b", "", "", "+ACK");
        }

        private void restart() {
            stream.consumers.whenDurable(() -> {});
            stream.pass();
            account();
            stream.restart(random.nextBoolean());
            requests.values().forEach(request -> request.left = 0);
            account();
        }

        // Each message that came must be one that could come.
        private void account() {
            for (FakeStream.Sent sent : stream.taken()) {
                if (sent.reply().isEmpty()) {
                    Request ended = requests.get(sent.route());
                    if (ended != null) {
                        ended.left = 0;
                    }
                    continue;
                }
                long seq = FakeStream.number(sent.reply(), 5);
                Request request = Objects.requireNonNull(requests.get(sent.route()), where());
                assertThat(request.left--).as(where()).isPositive();
                assertThat(FakeStream.number(sent.reply(), 6)).as(where()).isEqualTo(++deliveries);
                assertThat(sent.subject()).as(where()).isEqualTo(messages.get(seq));
                deliver(seq, (int) FakeStream.number(sent.reply(), 4));
                assertThat(FakeStream.number(sent.reply(), 8)).as(where()).isEqualTo(undelivered.size());
                replies.add(sent.reply());
            }
        }

        private void deliver(long seq, int count) {
            Pending again = pending.get(seq);
            if (again == null) {
                assertThat(undelivered.first()).as(where()).isEqualTo(seq);
                assertThat(count).as(where()).isEqualTo(1);
                assertThat(pending.size()).as(where()).isLessThan(MAX_ACK_PENDING);
                undelivered.remove(seq);
                pending.put(seq, new Pending(deliveries, stream.nowNs() + ACK_WAIT_MS * MS));
                delivered = Math.max(delivered, seq);
            } else {
                assertThat(again.dueNs).as(where() + ": too early").isLessThanOrEqualTo(stream.nowNs());
                assertThat(count).as(where()).isEqualTo(++again.deliveries);
                again.dueNs =
                        stream.nowNs() + (ACK_WAIT_MS - 101) * MS; // it may have been delivered earlier in this step
            }
        }

        private void compare() {
            ConsumerInfo info = stream.consumer("C").info();
            account();
            assertThat(info.ackPendingCount()).as(where()).isEqualTo(pending.size());
            assertThat(info.pendingCount()).as(where()).isEqualTo(undelivered.size());
            assertThat(info.delivered().consumerSequence()).as(where()).isEqualTo(deliveries);
            assertThat(info.ackFloor().consumerSequence())
                    .as(where() + " floor")
                    .isEqualTo(floorDelivery);
            assertThat(info.ackFloor().streamSequence()).as(where() + " floor").isEqualTo(floor);
            boolean isWaiting = requests.values().stream()
                    .anyMatch(request -> request.left > 0 && request.expiresNs > stream.nowNs());
            boolean isOverdue = pending.values().stream().anyMatch(late -> late.dueNs + 120 * MS < stream.nowNs());
            boolean couldGo = isOverdue || !undelivered.isEmpty() && pending.size() < MAX_ACK_PENDING;
            assertThat(isWaiting && couldGo)
                    .as(where() + ": something should have gone, overdue: " + isOverdue)
                    .isFalse();
        }

        private String where() {
            return "seed " + seed + ", step " + step;
        }
    }
}
