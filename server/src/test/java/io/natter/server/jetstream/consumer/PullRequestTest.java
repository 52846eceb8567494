package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pull requests in their corner cases (D220-D228), with the words nats-server 2.15.1 uses. */
final class PullRequestTest {
    private static final long MS = FakeStream.MS;
    private static final String TIMEOUT_1 =
            "NATS/1.0 408 Request Timeout\r\nNats-Pending-Messages: 1\r\nNats-Pending-Bytes: 0\r\n\r\n";

    private final FakeStream stream = new FakeStream();

    private static ConsumerConfigBuilder config() {
        return ConsumerConfig.builder()
                .name("C")
                .durableName("C")
                .ackPolicy(AckPolicy.EXPLICIT)
                .maxAckPending(1000)
                .maxWaiting(3)
                .maxDeliver(-1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            request                                                  | status
            {"batch":11}                                             | 409 Exceeded MaxRequestBatch of 10
            {"batch":1,"expires":60000000001}                        | 409 Exceeded MaxRequestExpires of 1m0s
            {"batch":1,"max_bytes":1001}                             | 409 Exceeded MaxRequestMaxBytes of 1000
            {"batch":1,"expires":1000,"idle_heartbeat":501}          | 400 Bad Request - heartbeat value too large
            {"batch":1,"idle_heartbeat":1}                           | 400 Bad Request - heartbeat value too large
            {"batch":1,"min_pending":1}                              | 400 Bad Request - Not a Overflow Priority consumer
            {"batch":1,"min_ack_pending":1}                          | 400 Bad Request - Not a Overflow Priority consumer
            {"batch":1,"id":"x"}                                     | 400 Bad Request - Not a Pinned Client Priority consumer
            {"batch":1,"priority":10}                                | 400 Bad Request - Priority must be between 0 and 9
            {"batch":1,"priority":-1}                                | 400 Bad Request - Priority must be between 0 and 9
            {"batch":1,"no_wait":true}                               | 404 No Messages
            """)
    void isRefusedWith(String request, String status) {
        stream.create(config().maxRequestBatch(10)
                .maxRequestExpires(Duration.ofMinutes(1))
                .maxRequestBytes(1000)
                .build());
        stream.pull("C", request);
        assertThat(stream.sent).extracting(FakeStream.Sent::status).containsExactly(status);
        assertThat(stream.sent.get(0).headers()).isEqualTo("NATS/1.0 " + status + "\r\n\r\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            request                          | status
            {"batch":1}                      | 400 Bad Request - Priority Group missing
            {"batch":1,"group":"B"}          | 400 Bad Request - Invalid Priority Group
            """)
    void namesItsGroupWhereThereAreGroups(String request, String status) {
        stream.create(config().priorityGroups(List.of("A"))
                .priorityPolicy(PriorityPolicy.OVERFLOW)
                .build());
        stream.pull("C", request);
        assertThat(stream.sent).extracting(FakeStream.Sent::status).containsExactly(status);
    }

    @ParameterizedTest(name = "body \"{0}\": {1} messages")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            body              | count
            ''                | 1
            2                 | 2
            ' 3 '             | 3
            x                 | 1
            -5                | 1
            0                 | 1
            {}                | 1
            {"batch":2}       | 2
            {"batch":-2}      | 1
            """)
    void asksForSoMany(String body, int count) {
        stream.create(config().build());
        for (int i = 0; i < 5; i++) {
            stream.append("a", "x");
        }
        stream.pull("C", body);
        assertThat(stream.sent)
                .hasSize(count)
                .allSatisfy(sent -> assertThat(sent.payload()).isEqualTo("x"));
    }

    @Test
    void thatCannotBeReadIsRefusedWithTheReason() {
        stream.create(config().build());
        stream.pull("C", "{\"batch\":");
        assertThat(stream.sent.get(0).status()).startsWith("400 Bad Request - ");
        assertThat(stream.sent.get(0).headers()).endsWith("\r\n\r\n").hasLineCount(2);
    }

    @Test
    void withoutAReplySubjectIsNone() {
        stream.create(config().build());
        stream.append("a", "x");
        stream.send("$JS.API.CONSUMER.MSG.NEXT.S.C", "", "", "");
        assertThat(stream.sent).isEmpty();
    }

    @Test
    void ofANewerApiIsRefused() {
        stream.create(config().build());
        stream.listen("r");
        stream.send("$JS.API.CONSUMER.MSG.NEXT.S.C", "r", "NATS/1.0\r\nNats-Required-Api-Level: 6\r\n\r\n", "");
        stream.send("$JS.API.CONSUMER.MSG.NEXT.S.C", "r", "NATS/1.0\r\nNats-Required-Api-Level: x\r\n\r\n", "");
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::status)
                .containsExactly("412 Required Api Level", "412 Required Api Level");
    }

    @Test
    void toAPushConsumerIsRefused() {
        stream.create(config().deliverSubject("d").build());
        stream.pull("C", "");
        assertThat(stream.sent.get(0).status()).isEqualTo("409 Consumer is push based");
    }

    @Test
    void expiresWithWhatItDidNotGet() {
        stream.create(config().build());
        stream.pull("C", "{\"batch\":1,\"expires\":" + 100 * MS + "}");
        stream.advance(99 * MS);
        assertThat(stream.sent).isEmpty();
        stream.advance(MS);
        assertThat(stream.sent).extracting(FakeStream.Sent::headers).containsExactly(TIMEOUT_1);
    }

    @Test
    void beatsWhileNothingComes() {
        stream.create(config().build());
        stream.pull("C", "{\"batch\":2,\"expires\":" + 1000 * MS + ",\"idle_heartbeat\":" + 200 * MS + "}");
        stream.advance(100 * MS);
        stream.append("a", "x");
        stream.advance(200 * MS); // silence began with the message
        assertThat(stream.taken().get(1).headers())
                .isEqualTo("NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 1\r\nNats-Last-Stream: 1\r\n\r\n");
        stream.advance(700 * MS);
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::status)
                .containsExactly(
                        "100 Idle Heartbeat", "100 Idle Heartbeat", "100 Idle Heartbeat", "408 Request Timeout");
    }

    @Test
    void withoutWaitingEndsBehindTheLastMessage() {
        stream.create(config().build());
        stream.append("a", "x");
        stream.pull("C", "{\"batch\":5,\"no_wait\":true}");
        assertThat(stream.sent).extracting(FakeStream.Sent::status).containsExactly("", "404 No Messages");
    }

    @Test
    void withoutWaitingButWithATimeWaitsForTheFirst() {
        stream.create(config().build());
        stream.pull("C", "{\"batch\":5,\"no_wait\":true,\"expires\":" + 1000 * MS + "}");
        assertThat(stream.sent).isEmpty();
        stream.append("a", "x");
        assertThat(stream.sent).extracting(FakeStream.Sent::status).containsExactly("", "404 No Messages");
    }

    @Test
    void withoutWaitingWaitsForWhatIsStoredAndNotYetDurable() {
        stream.create(config().build());
        stream.heldBackFrom = 1;
        stream.append("a", "x");
        stream.pull("C", "{\"batch\":1,\"no_wait\":true}");
        assertThat(stream.sent).isEmpty();
        stream.release();
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsExactly("x");
    }

    @Test
    void isSentAwayWhenOthersWaitForAllThereIs() {
        stream.create(config().maxAckPending(1).build());
        stream.append("a", "1");
        stream.append("a", "2");
        stream.pull("C", "1");
        stream.pull("C", "5"); // waits: one is pending
        stream.sent.clear();
        stream.pull("C", "{\"batch\":1,\"no_wait\":true}");
        assertThat(stream.sent).extracting(FakeStream.Sent::status).containsExactly("408 Requests Pending");
    }

    @Test
    void countsBytesOfSubjectReplyHeadersAndPayload() {
        stream.create(config().build());
        stream.append("a", "0123456789");
        stream.append("a", "0123456789");
        stream.pull("C", "1");
        int bytes = 1 + stream.sent.get(0).reply().length() + 10;
        stream.taken();
        stream.pull("C", "{\"batch\":3,\"max_bytes\":" + bytes + "}");
        assertThat(stream.taken()).extracting(FakeStream.Sent::status).containsExactly(""); // used up to the last byte
        stream.append("a", "0123456789");
        stream.pull("C", "{\"batch\":3,\"max_bytes\":" + (bytes - 1) + "}");
        assertThat(stream.taken().get(0).headers())
                .isEqualTo("NATS/1.0 409 Message Size Exceeds MaxBytes\r\nNats-Pending-Messages: 3\r\n"
                        + "Nats-Pending-Bytes: " + (bytes - 1) + "\r\n\r\n");
        stream.pull("C", "{\"batch\":1,\"max_bytes\":" + (bytes + 9) + "}");
        assertThat(stream.taken().get(1).headers())
                .isEqualTo("NATS/1.0 409 Batch Completed\r\nNats-Pending-Messages: 0\r\nNats-Pending-Bytes: 9\r\n\r\n");
    }

    @Test
    void isRefusedWhenTooManyWaitUnlessItHasHeartbeats() {
        stream.create(config().build());
        for (int i = 0; i < 3; i++) {
            stream.pull("C", "1");
        }
        stream.pull("C", "1");
        assertThat(stream.taken()).extracting(FakeStream.Sent::status).containsExactly("409 Exceeded MaxWaiting");
        stream.pull("C", "{\"batch\":1,\"expires\":" + 1000 * MS + ",\"idle_heartbeat\":" + 100 * MS + "}");
        assertThat(stream.taken()).isEmpty();
    }

    @Test
    void givesWayWhenNobodyListensAnyMore() {
        stream.create(config().build());
        String gone = stream.pull("C", "1");
        String there = stream.pull("C", "1");
        stream.stopListening(gone);
        stream.append("a", "x");
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(there);
        assertThat(stream.consumer("C").info().delivered().consumerSequence()).isEqualTo(1);
    }

    @Test
    void takesTurnsWithOthers() {
        stream.create(config().build());
        String one = stream.pull("C", "2");
        String other = stream.pull("C", "2");
        for (int i = 0; i < 4; i++) {
            stream.append("a", "x");
        }
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(one, other, one, other);
    }

    @Test
    void waitsWhenTooManyArePending() {
        stream.create(config().maxAckPending(1).build());
        stream.append("a", "1");
        stream.append("a", "2");
        stream.pull("C", "{\"batch\":2,\"no_wait\":true}");
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsExactly("1");
        stream.send(stream.sent.get(0).reply(), "", "", "+ACK");
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).startsWith("1", "2");
    }

    @Test
    void endsWithItsConsumer() {
        Consumer consumer = stream.create(config().build());
        stream.pull("C", "1");
        consumer.delete();
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::headers)
                .containsExactly("NATS/1.0 409 Consumer Deleted\r\n\r\n");
        assertThat(stream.offer("$JS.API.CONSUMER.MSG.NEXT.S.C", "r", "", "")).isZero();
        assertThat(stream.side().keys()).isEmpty();
    }

    @Test
    void endsWithTheServer() {
        stream.create(config().build());
        stream.pull("C", "1");
        stream.consumers.stop();
        assertThat(stream.sent).extracting(FakeStream.Sent::status).containsExactly("409 Server Shutdown");
    }

    @Test
    void leavesOutPayloadsWhereOnlyHeadersAreWanted() {
        stream.create(config().headersOnly(true).build());
        stream.append("a", "12345");
        stream.append("a", "NATS/1.0\r\nX: y\r\n\r\n", "1");
        stream.pull("C", "2");
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::headers)
                .containsExactly(
                        "NATS/1.0\r\nNats-Msg-Size: 5\r\n\r\n", "NATS/1.0\r\nX: y\r\nNats-Msg-Size: 1\r\n\r\n");
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsOnly("");
    }

    @Test
    void manyMessagesComeInSeveralTurns() {
        stream.create(config().maxAckPending(-1).build());
        for (int i = 0; i < 1000; i++) {
            stream.append("a", "" + i);
        }
        stream.pull("C", "1000");
        assertThat(stream.sent).hasSize(1000);
        assertThat(stream.sent.get(999).reply()).endsWith(".0");
        assertThat(stream.sent.get(0).reply()).endsWith(".999");
    }

    @Test
    void waitsUntilReceiversHaveCaughtUp() {
        stream.create(config().build());
        stream.append("a", "x");
        stream.isCongested = true;
        stream.pull("C", "1");
        assertThat(stream.sent).isEmpty();
        stream.isCongested = false;
        stream.reliefs.remove().run();
        assertThat(stream.sent).hasSize(1);
    }
}
