package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ServerConfig;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may send, however the bytes are cut, and what they get for what they may not. */
final class FrameParserTest {
    private static final String CONVERSATION = "CONNECT {\"verbose\":false,\"headers\":true,\"no_responders\":true}\r\n"
            + "SUB a 1\r\nsub b.* group 2\r\nSUB > 3\r\nPING\r\n"
            + "PUB a 5\r\nhello\r\nPub b.c reply.to 0\r\n\r\n"
            + "HPUB a 12 17\r\nNATS/1.0\r\n\r\nhello\r\n"
            + "HPUB b.x rep 12 12\r\nNATS/1.0\r\n\r\n\r\n"
            + "PUB\ta\t \t005\nhello\r\n"
            + "UNSUB 1 9\r\nUNSUB 3\r\nPUB nobody b.q 2\r\nhi\r\nPONG\r\n+OK\r\nINFO {}\r\nPING trailing words\r\n";

    @ParameterizedTest(name = "cut every {0} bytes")
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 200})
    void answersTheSameHoweverTheBytesAreCut(int cut) {
        String whole;
        try (var wire = Wire.open()) {
            whole = wire.client().send(CONVERSATION).got();
        }
        try (var wire = Wire.open()) {
            Wire.Client client = wire.client();
            assertThat(client.sendCut(CONVERSATION, cut).got()).isEqualTo(whole);
            assertThat(client.isClosed()).isFalse();
        }
        assertThat(whole)
                .contains("MSG a 1 5\r\nhello\r\n", "MSG b.c 2 reply.to 0\r\n\r\n", "HMSG a 1 12 17\r\n")
                .contains("HMSG b.x 2 rep 12 12\r\nNATS/1.0\r\n\r\n\r\n")
                .endsWith("PONG\r\n");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void randomConversationsDoNotDependOnTheCuts(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            String conversation = conversation(random);
            int cut = 1 + random.nextInt(40);
            assertThat(played(conversation, cut))
                    .as("seed %d, round %d, cut %d: %s", seed, round, cut, conversation)
                    .isEqualTo(played(conversation, Integer.MAX_VALUE));
        }
    }

    private static String played(String conversation, int cut) {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.client();
            String got = client.sendCut(conversation, cut).got();
            return got + (client.isClosed() ? "<closed " + client.connection.closedReason() + ">" : "");
        }
    }

    // Mostly sound operations, some with one byte changed, some without their end.
    private static String conversation(Random random) {
        var text = new StringBuilder("CONNECT {\"verbose\":" + random.nextBoolean() + ",\"headers\":true}\r\n");
        int operations = 1 + random.nextInt(12);
        for (int i = 0; i < operations; i++) {
            String subject = "ab.*>".charAt(random.nextInt(5)) + (random.nextBoolean() ? ".x" : "");
            int size = random.nextInt(300);
            text.append(
                    switch (random.nextInt(7)) {
                        case 0, 1 -> "SUB " + subject + " " + random.nextInt(4) + "\r\n";
                        case 2 -> "UNSUB " + random.nextInt(4) + (random.nextBoolean() ? " 2" : "") + "\r\n";
                        case 3 -> "PING\r\n";
                        case 4 ->
                            "HPUB " + subject + " 12 " + (12 + size) + "\r\nNATS/1.0\r\n\r\n" + "y".repeat(size)
                                    + "\r\n";
                        default -> "PUB " + subject + " " + size + "\r\n" + "x".repeat(size) + "\r\n";
                    });
        }
        if (random.nextInt(3) == 0) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(128));
        }
        if (random.nextInt(3) == 0) {
            text.setLength(1 + random.nextInt(text.length()));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "cut every {0} bytes")
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 200})
    void aPayloadThatDoesNotEndWhereItsSizeSaysIsToldAtItsCr(int cut) {
        try (var wire = Wire.open()) {
            Wire.Client client =
                    wire.client().sendCut("CONNECT {\"verbose\":false}\r\nPUB a 30\r\n" + "x".repeat(31), cut);
            assertThat(client.got()).endsWith("-ERR 'Unknown Protocol Operation'\r\n");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            FOO                   | PROTOCOL_VIOLATION | -ERR 'Unknown Protocol Operation'
            X                     | PROTOCOL_VIOLATION | -ERR 'Unknown Protocol Operation'
            PUBX a 1              | PROTOCOL_VIOLATION | -ERR 'Unknown Protocol Operation'
            MSG a 1 0             | PROTOCOL_VIOLATION | -ERR 'Unknown Protocol Operation'
            PUB a -1              | PROTOCOL_VIOLATION |
            PUB a +1              | PROTOCOL_VIOLATION |
            PUB a 1x              | PROTOCOL_VIOLATION |
            PUB a 12345678901234567890 | PROTOCOL_VIOLATION |
            PUB a                 | PROTOCOL_VIOLATION |
            PUB a b c 1           | PROTOCOL_VIOLATION |
            PUB a 999999999       | MAX_PAYLOAD_EXCEEDED | -ERR 'Maximum Payload Violation'
            HPUB a 10 5           | PROTOCOL_VIOLATION |
            HPUB a b c 10 12      | PROTOCOL_VIOLATION |
            SUB a                 | PROTOCOL_VIOLATION |
            SUB a b c d           | PROTOCOL_VIOLATION |
            UNSUB                 | PROTOCOL_VIOLATION | -ERR 'Unknown Protocol Operation'
            UNSUB a b c           | PROTOCOL_VIOLATION |
            -ERR 'no'             | PARSE_ERROR |
            CONNECT {"verbose":1} | PROTOCOL_VIOLATION |
            CONNECT nonsense      | PROTOCOL_VIOLATION |
            """)
    void closesWhatCannotBeParsed(String line, ClosedReason reason, String told) {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected(",\"headers\":true").send(line + "\r\n");
            assertThat(client.got()).isEqualTo(told == null ? "" : told + "\r\n");
            assertThat(client.connection.closedReason()).isEqualTo(reason);
        }
    }

    @Test
    void aPayloadWithoutItsEndIsAnUnknownOperation() {
        try (var wire = Wire.open()) {
            assertThat(wire.connected("").send("PUB a 2\r\nhello\r\n").got())
                    .isEqualTo("-ERR 'Unknown Protocol Operation'\r\n");
        }
    }

    @Test
    void aControlLineHasAnEnd() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("");
            client.sendCut("SUB " + "x".repeat(5000), 100);
            assertThat(client.got()).isEqualTo("-ERR 'maximum control line exceeded'\r\n");
            assertThat(client.connection.closedReason()).isEqualTo(ClosedReason.MAX_CONTROL_LINE_EXCEEDED);
        }
    }

    @Test
    void anEndlessPingHoldsNoMemory() {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("");
            client.send("PING ");
            for (int i = 0; i < 1000; i++) {
                client.send("x".repeat(10_000));
            }
            assertThat(client.send("\r\nPING\r\n").got()).isEqualTo("PONG\r\nPONG\r\n");
        }
    }

    @ParameterizedTest(name = "payload of {0} bytes")
    @ValueSource(ints = {0, 1, 65_535, 65_536, 131_072, 200_000, 1_048_576})
    void aPayloadComesOutAsItWentIn(int size) {
        try (var wire = Wire.open()) {
            Wire.Client client = wire.connected("").send("SUB a 1\r\n");
            String payload = "0123456789".repeat(size / 10 + 1).substring(0, size);
            client.sendCut("PUB a " + size + "\r\n" + payload + "\r\nPING\r\n", 30_000);
            assertThat(client.got()).isEqualTo("MSG a 1 " + size + "\r\n" + payload + "\r\nPONG\r\n");
        }
    }

    @Test
    void aClientThatFailsLeavesTheOthersAlone() {
        try (var wire = new Wire(ServerConfig.defaults())) {
            Wire.Client other = wire.connected("").send("SUB a 1\r\n");
            wire.connected("").send("PUB a 2\r\nhi\r\nBANG\r\n");
            assertThat(other.got()).isEqualTo("MSG a 1 2\r\nhi\r\n");
            wire.connected("").send("PUB a 2\r\nho\r\n");
            assertThat(other.got()).isEqualTo("MSG a 1 2\r\nho\r\n");
        }
    }
}
