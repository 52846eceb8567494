package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.CodecException;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.transport.Patience;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what is made of what comes back, against a server that plays a part. */
final class WireIT {
    private static final String ACK = "$JS.ACK.S.c.1.7.7.1700000000000000000.0";

    private static void with(String version, ScriptedJetStream.Script script, Body test) throws Exception {
        try (ScriptedJetStream server = new ScriptedJetStream(version, script);
                NatsConnection nats = Patience.connect(server.url())) {
            test.run(JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(Duration.ofMinutes(1))), server);
            nats.closeNow();
        }
    }

    /** The body of a test. */
    private interface Body {
        void run(JetStream js, ScriptedJetStream server) throws Exception;
    }

    /** What a message's last word is called in the table. */
    enum Word {
        ACK(JetStreamMessage::ack),
        NAK(JetStreamMessage::nak),
        NAK_LATER(message -> message.nak(Duration.ofSeconds(5))),
        TERM(JetStreamMessage::term),
        TERM_BECAUSE(message -> message.term("bad data")),
        PROGRESS(JetStreamMessage::inProgress);

        final Consumer<JetStreamMessage> say;

        Word(Consumer<JetStreamMessage> say) {
            this.say = say;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACK, +ACK",
        "NAK, -NAK",
        "NAK_LATER, '-NAK {\"delay\":5000000000}'",
        "TERM, +TERM",
        "TERM_BECAUSE, +TERM bad data",
        "PROGRESS, +WPI",
    })
    void everyWordHasItsBytes(Word word, String bytes) throws Exception {
        with(
                "2.15.0",
                (published, server) -> {
                    if (published.subject().startsWith("$JS.API.CONSUMER.MSG.NEXT")) {
                        server.deliver(published.reply(), "s.a", ACK, "x");
                    }
                },
                (js, server) -> {
                    JetStreamMessage message = js.stream("S")
                            .consumer("c")
                            .next(Duration.ofMinutes(1))
                            .orElseThrow();
                    word.say.accept(message);
                    js.connection().flush(Duration.ofMinutes(1));
                    assertThat(server.published())
                            .filteredOn(published -> published.subject().equals(ACK))
                            .extracting(ScriptedJetStream.Published::payload)
                            .containsExactly(bytes);
                });
    }

    @Test
    void anOldServerIsAskedForNothingItDoesNotKnow() throws Exception {
        with("2.10.22", (published, server) -> {}, (js, server) -> {
            assertThatThrownBy(() -> js.createStream(
                            StreamConfig.builder("S").allowMessageTtl(true).build()))
                    .isInstanceOf(UnsupportedByServerException.class)
                    .hasMessage(
                            "allow_msg_ttl: not supported by this server (2.10.22): expected 2.11.0 or newer; nothing was done");
            assertThatThrownBy(() -> js.publish("s.a", "x", PublishOptions.ttl(Duration.ofHours(1))))
                    .isInstanceOf(UnsupportedByServerException.class)
                    .hasMessageContaining("Nats-TTL");
            assertThatThrownBy(() -> js.stream("S").counters().add("s.a", 1))
                    .isInstanceOf(UnsupportedByServerException.class);
            assertThatThrownBy(() -> js.atomicBatch().add("s.a", "x").commit())
                    .isInstanceOf(UnsupportedByServerException.class);
            assertThat(server.published()).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "[]",
                "{\"seq\":1}",
                "{\"stream\":7}",
                "{\"stream\":\"S\",\"seq\":-",
                "null",
                "{\"error\":7}"
            })
    void whatIsNoAcknowledgementIsSaidToBeNone(String answer) throws Exception {
        with(
                "2.15.0",
                (published, server) -> server.deliver(published.reply(), published.reply(), "", answer),
                (js, server) -> assertThatThrownBy(() -> js.publish("s.a", "x"))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("no acknowledgement"));
    }

    @Test
    void aStreamThatRefusesIsQuoted() throws Exception {
        String refusal =
                "{\"error\":{\"code\":503,\"err_code\":10077,\"description\":\"maximum messages exceeded\"},\"stream\":\"S\",\"seq\":0}";
        with(
                "2.15.0",
                (published, server) -> server.deliver(published.reply(), published.reply(), "", refusal),
                (js, server) -> assertThatThrownBy(() -> js.publish("s.a", "x"))
                        .isInstanceOfSatisfying(JetStreamApiException.class, e -> {
                            assertThat(e.is(ApiErrorCode.STREAM_STORE_FAILED)).isTrue();
                            assertThat(e.code()).isEqualTo(503);
                            assertThat(e).hasMessage("publish to \"s.a\": maximum messages exceeded (503/10077)");
                        }));
    }

    private static final String INFO =
            "{\"type\":\"io.nats.jetstream.api.v1.consumer_info_response\",\"stream_name\":\"S\",\"name\":\"c\","
                    + "\"config\":{\"durable_name\":\"c\",\"ack_policy\":\"explicit\"}}";

    /** Answers questions about the consumer, and the first pulls with these statuses, one each, later ones with a message. */
    private static ScriptedJetStream.Script statuses(String... statuses) {
        List<String> left = new CopyOnWriteArrayList<>(statuses);
        return (published, server) -> {
            if (published.subject().startsWith("$JS.API.CONSUMER.INFO")) {
                server.deliver(published.reply(), published.reply(), "", INFO);
            } else if (published.subject().startsWith("$JS.API.CONSUMER.MSG.NEXT")) {
                if (left.isEmpty()) {
                    server.deliver(published.reply(), "s.a", ACK, "x");
                } else {
                    server.status(published.reply(), left.remove(0));
                }
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "408 Request Timeout\r\nNats-Pending-Messages: 500\r\nNats-Pending-Bytes: 0",
                "404 No Messages\r\nNats-Pending-Messages: 500",
                "409 Server Shutdown",
                "409 Leadership Change",
                "409 Exceeded MaxWaiting",
                "409 Something New",
                "423 Nats-Wrong-Pin-Id",
                "503",
            })
    void aStatusDoesNotEndAConsumption(String status) throws Exception {
        with("2.15.0", statuses(status, status), (js, server) -> {
            List<String> seen = new CopyOnWriteArrayList<>();
            try (Consumption consumption = js.stream("S").consumer("c").consume(message -> seen.add(message.text()))) {
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> seen.contains("x"));
                assertThat(consumption.isActive()).isTrue();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Bad Request - heartbeat value too large",
                "409 Consumer is push based",
                "409 Exceeded MaxRequestBatch of 5"
            })
    void aMistakeEndsAConsumptionWithItsWords(String status) throws Exception {
        with("2.15.0", statuses(status), (js, server) -> {
            List<NatsException> problems = new CopyOnWriteArrayList<>();
            Consumption consumption = js.stream("S")
                    .consumer("c")
                    .consume(ConsumeOptions.DEFAULTS.withProblemListener(problems::add), message -> {});
            assertThatThrownBy(() -> consumption.ended().join())
                    .hasCauseInstanceOf(JetStreamApiException.class)
                    .hasMessageContaining(status.substring(4));
            assertThat(problems).hasSize(1);
        });
    }

    @Test
    void aSilentServerIsAskedAgain() throws Exception {
        List<String> pulls = new CopyOnWriteArrayList<>();
        ScriptedJetStream.Script silent = (published, server) -> {
            if (published.subject().startsWith("$JS.API.CONSUMER.INFO")) {
                server.deliver(published.reply(), published.reply(), "", INFO);
            } else if (published.subject().startsWith("$JS.API.CONSUMER.MSG.NEXT")) {
                pulls.add(published.payload());
                if (pulls.size() == 2) {
                    server.deliver(published.reply(), "s.a", ACK, "x");
                }
            }
        };
        with("2.15.0", silent, (js, server) -> {
            ConsumeOptions quick = ConsumeOptions.DEFAULTS.withHeartbeat(Duration.ofMillis(500));
            try (JetStreamMessages messages = js.stream("S").consumer("c").messages(quick)) {
                assertThat(messages.next(Duration.ofMinutes(1)).orElseThrow().text())
                        .isEqualTo("x");
            }
            assertThat(pulls.get(0))
                    .contains("\"batch\":500", "\"idle_heartbeat\":500000000", "\"expires\":30000000000");
        });
    }
}
