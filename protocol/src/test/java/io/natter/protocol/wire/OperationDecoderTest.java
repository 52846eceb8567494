package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.wire.MalformedOperationException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationDecoderTest {
    private static final WireLimits SMALL = new WireLimits(64, 100);

    /** What became of a stream of bytes: operations, then perhaps an end. */
    private record Outcome(
            List<Object> operations, @Nullable Reason failure) {}

    private static Outcome ofClient(byte[] bytes, Function<Integer, Integer> cut) {
        List<Object> operations = new ArrayList<>();
        return feed(
                new ClientOperationDecoder(SMALL, ClientOperation.collecting(operations::add)), bytes, cut, operations);
    }

    private static Outcome ofServer(byte[] bytes, Function<Integer, Integer> cut) {
        List<Object> operations = new ArrayList<>();
        return feed(
                new ServerOperationDecoder(SMALL, ServerOperation.collecting(operations::add)), bytes, cut, operations);
    }

    /** Feeds so many bytes at a time, keeping the rest in front as a reader does, each time in another array. */
    private static Outcome feed(
            OperationDecoder decoder, byte[] bytes, Function<Integer, Integer> cut, List<Object> operations) {
        int begin = 0;
        int received = 0;
        try {
            while (received < bytes.length) {
                received = Math.min(bytes.length, received + cut.apply(received));
                byte[] moved = Arrays.copyOfRange(bytes, begin, received + 3);
                begin += decoder.decode(moved, 0, received - begin);
            }
            return new Outcome(operations, null);
        } catch (MalformedOperationException e) {
            assertThatThrownBy(() -> decoder.decode(bytes, 0, bytes.length)).isSameAs(e);
            return new Outcome(operations, e.reason());
        }
    }

    private static byte[] bytes(String text) {
        return text.replace("|", "\r\n").getBytes(UTF_8);
    }

    private static Outcome client(String text) {
        return ofClient(bytes(text), received -> Integer.MAX_VALUE / 2);
    }

    private static Outcome server(String text) {
        return ofServer(bytes(text), received -> Integer.MAX_VALUE / 2);
    }

    @ParameterizedTest(name = "cut every {0} bytes")
    @ValueSource(ints = {1, 2, 3, 5, 7, 64})
    void decodesTheSameHoweverTheBytesAreCut(int size) {
        byte[] sent = bytes("CONNECT {\"a\":1}|PUB a.b 5|hello|pub a r 0||HPUB h 12 14|NATS/1.0||xy|SUB > 1|SUB a q 2|"
                + "UNSUB 1|UNSUB 2 5|PING|PONG|");
        assertThat(ofClient(sent, received -> size))
                .isEqualTo(new Outcome(
                        List.of(
                                new ClientOperation.Connect("{\"a\":1}"),
                                new ClientOperation.Pub("a.b", null, Payload.of("hello")),
                                new ClientOperation.Pub("a", "r", Payload.EMPTY),
                                new ClientOperation.HPub("h", null, Payload.of("NATS/1.0\r\n\r\n"), Payload.of("xy")),
                                new ClientOperation.Sub(">", null, "1"),
                                new ClientOperation.Sub("a", "q", "2"),
                                new ClientOperation.Unsub("1", 0),
                                new ClientOperation.Unsub("2", 5),
                                new ClientOperation.Ping(),
                                new ClientOperation.Pong()),
                        null));

        byte[] answered = bytes("INFO {\"b\":2} |+OK|MSG a.b 1 5|hello|MSG a 2  r 0||HMSG h 3 r 12 14|NATS/1.0||xy|"
                + "-ERR 'Stale Connection'|PING|PONG|");
        assertThat(ofServer(answered, received -> size))
                .isEqualTo(new Outcome(
                        List.of(
                                new ServerOperation.Info("{\"b\":2}"),
                                new ServerOperation.Ok(),
                                new ServerOperation.Msg("a.b", "1", null, Payload.of("hello")),
                                new ServerOperation.Msg("a", "2", "r", Payload.EMPTY),
                                new ServerOperation.HMsg(
                                        "h", "3", "r", Payload.of("NATS/1.0\r\n\r\n"), Payload.of("xy")),
                                new ServerOperation.Err("Stale Connection"),
                                new ServerOperation.Ping(),
                                new ServerOperation.Pong()),
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "PUB a 1|x|",
                "pub a 1|x|",
                "PuB \t a\t \t1\t|x|",
                "PUB a 1\nx|",
                "PUB  a   000000001|x|",
                "INFO {}|+OK|PUB a 1|x|+ok whatever|"
            })
    void readsBlanksCaseAndLoneLineFeeds(String text) {
        assertThat(client(text))
                .isEqualTo(new Outcome(List.of(new ClientOperation.Pub("a", null, Payload.of("x"))), null));
    }

    @Test
    void ignoresWhatFollowsPing() {
        assertThat(client("PING hello|PINGx|CONNECT{}|").operations())
                .containsExactly(
                        new ClientOperation.Ping(), new ClientOperation.Ping(), new ClientOperation.Connect("{}"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '~', textBlock = """
            X                              ~ UNKNOWN_OPERATION
            PUX                            ~ UNKNOWN_OPERATION
            '|'                            ~ UNKNOWN_OPERATION
            PUB|                           ~ UNKNOWN_OPERATION
            PUBa 1|x|                      ~ UNKNOWN_OPERATION
            MSG a 1 1|x|                   ~ UNKNOWN_OPERATION
            RS+ a|                         ~ UNKNOWN_OPERATION
            PUB a 1|xy                     ~ UNKNOWN_OPERATION
            PUB a 1|xyz|                   ~ UNKNOWN_OPERATION
            'PUB a 1|x\n'                  ~ UNKNOWN_OPERATION
            'PUB |'                        ~ BAD_ARGUMENTS
            PUB a|                         ~ BAD_ARGUMENTS
            PUB a b c 1|x|                 ~ BAD_ARGUMENTS
            PUB a b c d e 1|x|             ~ BAD_ARGUMENTS
            PUB a -1|x|                    ~ BAD_ARGUMENTS
            PUB a +1|x|                    ~ BAD_ARGUMENTS
            PUB a 1x|x|                    ~ BAD_ARGUMENTS
            PUB a 1000000000|              ~ BAD_ARGUMENTS
            PUB a 99999999999999999999|    ~ BAD_ARGUMENTS
            PUB a 18446744073709551617|x|  ~ BAD_ARGUMENTS
            PUB a 101|                     ~ PAYLOAD_TOO_LARGE
            PUB a 999999999|               ~ PAYLOAD_TOO_LARGE
            HPUB a 5 4|                    ~ BAD_ARGUMENTS
            HPUB a -1 4|                   ~ BAD_ARGUMENTS
            HPUB a 4|                      ~ BAD_ARGUMENTS
            HPUB a 5 101|                  ~ PAYLOAD_TOO_LARGE
            SUB a|                         ~ BAD_ARGUMENTS
            SUB a b c d|                   ~ BAD_ARGUMENTS
            'UNSUB |'                      ~ BAD_ARGUMENTS
            UNSUB 1 2 3|                   ~ BAD_ARGUMENTS
            -ERR x|                        ~ BAD_ARGUMENTS
            PUB aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 1|x|      ~ CONTROL_LINE_TOO_LONG
            PUB aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ~ CONTROL_LINE_TOO_LONG
            """)
    void refusesWhatClientsMayNotSend(String text, Reason expected) {
        for (int size : new int[] {1, 3, 1000}) {
            Outcome outcome = ofClient(bytes("PING|" + text), received -> size);
            assertThat(outcome).isEqualTo(new Outcome(List.of(new ClientOperation.Ping()), expected));
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '~', textBlock = """
            garbage|            ~ UNKNOWN_OPERATION
            PUB a 1|x|          ~ UNKNOWN_OPERATION
            MSG a 1|            ~ BAD_ARGUMENTS
            MSG a 1 r x 5|      ~ BAD_ARGUMENTS
            MSG a 1 -5|         ~ BAD_ARGUMENTS
            HMSG a 1 9 5|       ~ BAD_ARGUMENTS
            MSG a 1 1|xy|       ~ UNKNOWN_OPERATION
            """)
    void refusesWhatServersMayNotSend(String text, Reason expected) {
        assertThat(server(text)).isEqualTo(new Outcome(List.of(), expected));
    }

    @Test
    void takesWhatIsNoNumberAsUnsubNow() {
        assertThat(client("UNSUB 1 x|UNSUB 1 -3|UNSUB 1 9999999999|").operations())
                .containsOnly(new ClientOperation.Unsub("1", 0));
    }

    @Test
    void tellsHowMuchIsNeededAndLooksNoFurtherBefore() {
        List<ServerOperation> operations = new ArrayList<>();
        ServerOperationDecoder decoder = new ServerOperationDecoder(SMALL, ServerOperation.collecting(operations::add));
        byte[] sent = bytes("MSG a 1 50|" + "x".repeat(50) + "|");
        assertThat(decoder.decode(sent, 0, 12)).isZero();
        assertThat(decoder.neededBytes()).isEqualTo(sent.length - 1);
        assertThat(decoder.decode(sent, 0, sent.length - 1)).isZero();
        assertThat(decoder.neededBytes()).isEqualTo(sent.length);
        assertThat(decoder.decode(sent, 0, sent.length)).isEqualTo(sent.length);
        assertThat(operations).hasSize(1);
        assertThat(decoder.neededBytes()).isZero();
    }

    @Test
    void showsMessagesInPlace() {
        List<String> seen = new ArrayList<>();
        ServerOperationDecoder decoder = new ServerOperationDecoder(SMALL, new ServerOperationSink() {
            @Override
            public void info(byte[] buffer, int from, int length) {}

            @Override
            public void message(MessageView m) {
                seen.add(m.subject() + " " + m.sid() + " " + m.reply() + " "
                        + m.headers().first("A") + " " + new String(m.payload(), UTF_8) + " " + m);
                assertThat(m.subjectFrom()).isEqualTo(5);
                assertThat(m.payloadLength()).isEqualTo(2);
            }

            @Override
            public void ok() {}

            @Override
            public void error(String text) {}

            @Override
            public void ping() {}

            @Override
            public void pong() {}
        });
        byte[] sent = bytes("HMSG a.b 17 r 18 20|NATS/1.0|A: b||hi|");
        assertThat(decoder.decode(sent, 0, sent.length)).isEqualTo(sent.length);
        assertThat(seen).containsExactly("a.b 17 r b hi a.b (18 + 2 bytes)");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void readsWhatEncodersWriteAtAnyCut(long seed) {
        Random random = new Random(seed);
        List<Object> fromClient = new ArrayList<>();
        List<Object> fromServer = new ArrayList<>();
        ByteBuilder clientBytes = new ByteBuilder(0);
        ByteBuilder serverBytes = new ByteBuilder(0);
        for (int i = 0; i < 500; i++) {
            ClientOperation sent = randomClientOperation(random);
            fromClient.add(sent);
            sent.to(new ClientOperationEncoder(clientBytes));
            ServerOperation answer = randomServerOperation(random);
            fromServer.add(answer);
            answer.to(new ServerOperationEncoder(serverBytes));
        }
        for (int round = 0; round < 5; round++) {
            assertThat(ofClient(clientBytes.toBytes(), received -> 1 + random.nextInt(60)))
                    .isEqualTo(new Outcome(fromClient, null));
            Outcome answered = ofServer(serverBytes.toBytes(), received -> 1 + random.nextInt(60));
            assertThat(answered.failure).isNull();
            assertThat(answered.operations).isEqualTo(fromServer);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void judgesBrokenBytesTheSameAtAnyCut(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            ByteBuilder out = new ByteBuilder(0);
            for (int i = 0; i < 6; i++) {
                randomClientOperation(random).to(new ClientOperationEncoder(out));
                randomServerOperation(random).to(new ServerOperationEncoder(out));
            }
            byte[] broken = out.toBytes();
            for (int i = random.nextInt(5); i >= 0; i--) {
                broken[random.nextInt(broken.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : " \r\n0-P".charAt(random.nextInt(6)));
            }
            int from = random.nextInt(broken.length);
            byte[] tail = Arrays.copyOfRange(broken, from, broken.length);
            Outcome atOnce = ofClient(tail, received -> tail.length);
            assertThat(ofClient(tail, received -> 1))
                    .as(new String(tail, ISO_8859_1))
                    .isEqualTo(atOnce);
            assertThat(ofClient(tail, received -> 1 + random.nextInt(9))).isEqualTo(atOnce);
            assertThat(ofServer(tail, received -> 1)).isEqualTo(ofServer(tail, received -> tail.length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nPING\r\n", "a\n", "a\t", "\u0000"})
    void encodersRefuseWordsThatBreakOutOfTheirLine(String word) {
        ByteBuilder out = new ByteBuilder(0);
        ClientOperationEncoder client = new ClientOperationEncoder(out);
        byte[] none = {};
        assertThatThrownBy(() -> client.publish(word, null, Headers.NONE, none, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.publish("a", word, Headers.NONE, none, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.subscribe(word, null, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.subscribe("a", word, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.subscribe("a", null, word)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.unsubscribe(word, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new ServerOperation.Msg(word, "1", null, Payload.EMPTY).to(new ServerOperationEncoder(out)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(out.length()).isZero();
    }

    @Test
    void writesPublishesWithAndWithoutHeaders() {
        ByteBuilder out = new ByteBuilder(0);
        ClientOperationEncoder client = new ClientOperationEncoder(out);
        byte[] payload = bytes("..hé..");
        client.publish("a", null, Headers.NONE, payload, 2, 3);
        client.publish("b", "r", Headers.of("K", "é"), payload, 2, 3);
        assertThat(new String(out.toBytes(), UTF_8))
                .isEqualTo("PUB a 3\r\nhé\r\nHPUB b r 19 22\r\nNATS/1.0\r\nK: é\r\n\r\nhé\r\n");
    }

    @Test
    void keepsLineEndsOutOfErrors() {
        ByteBuilder out = new ByteBuilder(0);
        new ServerOperationEncoder(out).error("a\r\nPING\r\n");
        assertThat(new String(out.toBytes(), UTF_8)).isEqualTo("-ERR 'a  PING  '\r\n");
    }

    private static ClientOperation randomClientOperation(Random random) {
        @Nullable String reply = random.nextBoolean() ? null : word(random);
        return switch (random.nextInt(7)) {
            case 0 -> new ClientOperation.Connect("{\"" + word(random) + "\":1}");
            case 1 -> new ClientOperation.Pub(word(random), reply, payload(random));
            case 2 -> new ClientOperation.HPub(word(random), reply, payload(random), payload(random));
            case 3 -> new ClientOperation.Sub(word(random), reply, word(random));
            case 4 -> new ClientOperation.Unsub(word(random), random.nextInt(3));
            case 5 -> new ClientOperation.Ping();
            default -> new ClientOperation.Pong();
        };
    }

    private static ServerOperation randomServerOperation(Random random) {
        @Nullable String reply = random.nextBoolean() ? null : word(random);
        return switch (random.nextInt(7)) {
            case 0 -> new ServerOperation.Info("{\"" + word(random) + "\":1}");
            case 1 -> new ServerOperation.Msg(word(random), word(random), reply, payload(random));
            case 2 -> new ServerOperation.HMsg(word(random), word(random), reply, payload(random), payload(random));
            case 3 -> new ServerOperation.Ok();
            case 4 -> new ServerOperation.Err(word(random) + " " + word(random));
            case 5 -> new ServerOperation.Ping();
            default -> new ServerOperation.Pong();
        };
    }

    private static String word(Random random) {
        String[] words = {"a", "foo.bar", ">", "é", "😀.x", "1", "42", "PUB", "+OK", "_INBOX.x"};
        return words[random.nextInt(words.length)];
    }

    private static Payload payload(Random random) {
        byte[] bytes = new byte[random.nextInt(50)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? "\r\nPUB 1".charAt(random.nextInt(7)) : random.nextInt(256));
        }
        return Payload.of(bytes);
    }
}
