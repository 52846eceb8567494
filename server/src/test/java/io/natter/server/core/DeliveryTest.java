package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ServerConfig;
import org.junit.jupiter.api.Test;

/** Who gets a message, and what of it (c.1, c.6). */
final class DeliveryTest {
    @Test
    void aClientWithoutHeadersGetsThePayloadAlone() {
        try (var wire = Wire.open()) {
            Wire.Client plain = wire.connected("").send("SUB a 1\r\n");
            Wire.Client withHeaders = wire.connected(",\"headers\":true").send("SUB a 1\r\n");
            withHeaders.send("HPUB a r 18 20\r\nNATS/1.0\r\nA: b\r\n\r\nhi\r\n");
            assertThat(plain.got()).isEqualTo("MSG a 1 r 2\r\nhi\r\n");
            assertThat(withHeaders.got()).isEqualTo("HMSG a 1 r 18 20\r\nNATS/1.0\r\nA: b\r\n\r\nhi\r\n");
        }
    }

    @Test
    void echoOffKeepsMessagesFromTheirPublisher() {
        try (var wire = Wire.open()) {
            Wire.Client self = wire.connected(",\"echo\":false").send("SUB a 1\r\nSUB a q 2\r\n");
            self.send("PUB a 0\r\n\r\nPING\r\n");
            assertThat(self.got()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void unsubCountsFromTheSubscriptionsStart() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("").send("SUB a 1\r\nPUB a 0\r\n\r\nPUB a 0\r\n\r\n");
            assertThat(client.got()).isEqualTo("MSG a 1 0\r\n\r\n".repeat(2));
            client.send("UNSUB 1 3\r\n" + "PUB a 0\r\n\r\n".repeat(4));
            assertThat(client.got()).isEqualTo("MSG a 1 0\r\n\r\n");
            assertThat(client.connection.subscribing().count()).isZero();
        }
    }

    @Test
    void unsubBelowTheCountEndsTheSubscription() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("").send("SUB a 1\r\nPUB a 0\r\n\r\nPUB a 0\r\n\r\nUNSUB 1 2\r\n");
            client.got();
            assertThat(client.send("PUB a 0\r\n\r\n").got()).isEmpty();
        }
    }

    @Test
    void theFirstSubscriptionOfASidStays() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("").send("SUB a 1\r\nSUB b 1\r\nPUB b 0\r\n\r\nPUB a 0\r\n\r\n");
            assertThat(client.got()).isEqualTo("MSG a 1 0\r\n\r\n");
        }
    }

    @Test
    void oneMemberOfAQueueGroupGetsAMessageAndAllHaveTheirTurn() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("").send("SUB a q 1\r\nSUB a q 2\r\nSUB a q 3\r\n");
            client.send("PUB a 0\r\n\r\n".repeat(300));
            String got = client.got();
            assertThat(got.lines().filter(line -> line.startsWith("MSG"))).hasSize(300);
            for (int sid = 1; sid <= 3; sid++) {
                assertThat(got).contains("MSG a " + sid + " 0");
            }
        }
    }

    @Test
    void nobodyToAnswerIsToldToWhoListensForTheReply() {
        try (var wire = Wire.open()) {
            String options = ",\"headers\":true,\"no_responders\":true";
            Wire.Client asks = wire.connected(options).send("SUB r.* 7\r\nPUB nobody r.1 0\r\n\r\n");
            assertThat(asks.got()).isEqualTo("HMSG r.1 7 38 38\r\nNATS/1.0 503\r\nNats-Subject: nobody\r\n\r\n\r\n");
            Wire.Client deaf = wire.connected(options).send("PUB nobody elsewhere 0\r\n\r\nPING\r\n");
            assertThat(deaf.got()).isEqualTo("PONG\r\n");
        }
    }

    @Test
    void verboseIsTheDefaultAndAnswersEach() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.client().send("CONNECT {}\r\nSUB a 1\r\nUNSUB 9\r\nPUB b 0\r\n\r\n");
            assertThat(client.got()).isEqualTo("+OK\r\n".repeat(4));
        }
    }

    @Test
    void aReceiverOverItsLimitIsClosedAndTheOthersGoOn() {
        ServerConfig defaults = ServerConfig.defaults();
        var config = defaults.withLimits(defaults.limits().withMaxPayload(1000).withMaxPendingBytes(1000));
        try (var wire = new Wire(config)) {
            Wire.Client slow = wire.connected("").send("SUB a 1\r\nSUB a 2\r\n");
            Wire.Client fast = wire.connected("").send("SUB a 1\r\n");
            fast.send("PUB a 600\r\n" + "x".repeat(600) + "\r\n");
            assertThat(slow.connection.closedReason()).isEqualTo(ClosedReason.SLOW_CONSUMER_PENDING_BYTES);
            assertThat(fast.got()).startsWith("MSG a 1 600");
            assertThat(wire.broker.slowConsumerCount()).isEqualTo(1);
        }
    }

    @Test
    void aClosedConnectionLeavesNoInterest() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("").send("SUB a 1\r\nSUB b.* q 2\r\nSUB > 3\r\n");
            assertThat(wire.broker.globalAccount().interest().figures().count()).isEqualTo(3);
            client.channel.close();
            assertThat(wire.broker.globalAccount().interest().figures().count()).isZero();
            assertThat(wire.broker.globalAccount().connectionCount()).isZero();
            assertThat(wire.broker.connectionCount()).isZero();
        }
    }
}
