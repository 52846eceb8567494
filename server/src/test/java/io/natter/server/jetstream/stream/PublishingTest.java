package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishes and their answers (d.4). */
class PublishingTest {
    @ParameterizedTest(name = "{0} after two messages: {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = false, textBlock = """
        Nats-Expected-Stream: S                           | {"stream":"S","seq":3}
        Nats-Expected-Stream: T                           | 10060 expected stream does not match
        Nats-Expected-Last-Sequence: 2                    | {"stream":"S","seq":3}
        Nats-Expected-Last-Sequence: 1                    | 10071 wrong last sequence: 2
        Nats-Expected-Last-Sequence: x                    | 10071 wrong last sequence: 2
        Nats-Expected-Last-Subject-Sequence: 1            | {"stream":"S","seq":3}
        Nats-Expected-Last-Subject-Sequence: 0            | 10071 wrong last sequence: 1
        Nats-Expected-Last-Subject-Sequence: 2; Nats-Expected-Last-Subject-Sequence-Subject: s.* | {"stream":"S","seq":3}
        Nats-Expected-Last-Subject-Sequence: 1; Nats-Expected-Last-Subject-Sequence-Subject: s.* | 10071 wrong last sequence: 2
        Nats-Expected-Last-Subject-Sequence-Subject: s.*  | 10193 missing sequence for expected last sequence per subject
        Nats-Expected-Last-Msg-Id: two                    | {"stream":"S","seq":3}
        Nats-Expected-Last-Msg-Id: one                    | 10070 wrong last msg ID: two
        Nats-Msg-Id: one                                  | {"stream":"S","seq":1,"duplicate": true}
        Nats-Msg-Id: three                                | {"stream":"S","seq":3}
        Nats-Rollup: sub                                  | 10111 rollup not permitted
        Nats-TTL: 5                                       | 10166 per-message TTL is disabled
        Nats-TTL: never                                   | 10166 per-message TTL is disabled
        Nats-TTL: 5x                                      | 10165 invalid per-message TTL
        Nats-Stream-Source: X 1                           | 10227 message stream source header is not allowed
        X-Other: anything                                 | {"stream":"S","seq":3}
        """)
    void answersWhatTheHeadersAskFor(String headers, String answer) {
        StreamBench bench = StreamBench.memory(config -> config);
        bench.publish("s.a", "Nats-Msg-Id: one", "1");
        bench.publish("s.b", "Nats-Msg-Id: two", "2");
        String given = bench.publish("s.a", headers, "3");
        if (answer.startsWith("{")) {
            assertThat(given).isEqualTo(answer);
        } else {
            assertThat(given)
                    .startsWith("{\"error\":{\"code\":")
                    .contains("\"err_code\":" + answer.substring(0, 5))
                    .contains("\"description\":\"" + answer.substring(6) + "\"")
                    .endsWith(",\"stream\":\"S\",\"seq\":0}");
        }
    }

    @Test
    void answersInOneGoWhenThePassEnds() {
        StreamBench bench = StreamBench.memory(config -> config);
        for (int i = 0; i < 3; i++) {
            bench.send("s.a", "", "x", "r" + i);
        }
        assertThat(bench.environment.takePublished()).isEmpty();
        bench.environment.pass();
        assertThat(bench.environment.takePublished())
                .containsExactly(
                        "r0||{\"stream\":\"S\",\"seq\":1}",
                        "r1||{\"stream\":\"S\",\"seq\":2}",
                        "r2||{\"stream\":\"S\",\"seq\":3}");
    }

    @Test
    void answersNobodyWithoutReplyOrWithoutAcknowledgements() {
        StreamBench bench = StreamBench.memory(config -> config.noAck(true));
        assertThat(bench.publish("s.a", "", "x")).isEmpty();
        assertThat(bench.publish("s.a", "Nats-Expected-Stream: T", "x")).isEmpty();
        assertThat(bench.stored()).containsExactly("1 s.a x");
    }

    @Test
    void forgetsIdsWhenTheirWindowIsOver() {
        StreamBench bench = StreamBench.memory(config -> config.duplicateWindow(Duration.ofSeconds(10)));
        bench.publish("s.a", "Nats-Msg-Id: one", "1");
        bench.environment.advance(Duration.ofSeconds(9).toNanos());
        assertThat(bench.publish("s.a", "Nats-Msg-Id: one", "1")).contains("duplicate");
        bench.environment.advance(Duration.ofSeconds(2).toNanos());
        assertThat(bench.publish("s.a", "Nats-Msg-Id: one", "1")).isEqualTo("{\"stream\":\"S\",\"seq\":2}");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        max_msgs           | maximum messages exceeded
        max_bytes          | maximum bytes exceeded
        per_subject        | maximum messages per subject exceeded
        """)
    void refusesWhatIsNewWhenFull(String limit, String text) {
        StreamBench bench = StreamBench.memory(config -> {
            config.discard(DiscardPolicy.NEW);
            return switch (limit) {
                case "max_msgs" -> config.maxMessages(2);
                case "max_bytes" -> config.maxBytes(50);
                default -> config.maxMessagesPerSubject(2).discardNewPerSubject(true);
            };
        });
        bench.publish("s.a", "", "1");
        bench.publish("s.a", "", "2");
        assertThat(bench.publish("s.a", "", "3")).contains("\"err_code\":10077").contains(text);
        assertThat(bench.stored()).containsExactly("1 s.a 1", "2 s.a 2");
    }

    @Test
    void letsTheOldestGoWhenFull() {
        StreamBench bench = StreamBench.memory(config -> config.maxMessages(3).maxMessagesPerSubject(2));
        for (int i = 1; i <= 3; i++) {
            bench.publish("s.a", "", "" + i);
        }
        assertThat(bench.stored()).containsExactly("2 s.a 2", "3 s.a 3");
        bench.publish("s.b", "", "4");
        bench.publish("s.c", "", "5");
        assertThat(bench.stored()).containsExactly("3 s.a 3", "4 s.b 4", "5 s.c 5");
        assertThat(bench.environment.bytes).isEqualTo(bench.stream.reader().bytes());
    }

    @Test
    void whatIsLargerThanTheWholeStreamGoesAtOnce() {
        StreamBench bench = StreamBench.memory(config -> config.maxBytes(60));
        assertThat(bench.publish("s.a", "", "x".repeat(100))).isEqualTo("{\"stream\":\"S\",\"seq\":1}");
        assertThat(bench.stored()).isEmpty();
        assertThat(bench.stream.state().firstSequence()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsTooLargeOrMoreThanAllowed() {
        StreamBench bench = StreamBench.memory(config -> config.maxMessageBytes(4));
        assertThat(bench.publish("s.a", "", "12345")).contains("10054");
        bench.environment.isServerFull = true;
        assertThat(bench.publish("s.a", "", "1")).contains("10023").contains("insufficient resources");
        bench.environment.isServerFull = false;
        bench.environment.bytesMax = 10;
        assertThat(bench.publish("s.a", "", "1")).contains("10002");
        bench.environment.bytesMax = Long.MAX_VALUE;
        assertThat(bench.publish("s.a", "", "1")).isEqualTo("{\"stream\":\"S\",\"seq\":1}");
    }

    @Test
    void rollsUpSubjectsAndAll() {
        StreamBench bench = StreamBench.memory(config -> config.allowRollup(true));
        bench.publish("s.a", "", "1");
        bench.publish("s.b", "", "2");
        bench.publish("s.a", "Nats-Rollup: sub", "3");
        assertThat(bench.stored()).containsExactly("2 s.b 2", "3 s.a 3");
        bench.publish("s.c", "Nats-Rollup: all", "4");
        assertThat(bench.stored()).containsExactly("4 s.c 4");
        assertThat(bench.publish("s.c", "Nats-Rollup: some", "5")).contains("rollup value invalid: \\\"some\\\"");
    }

    @Test
    void countsWhatNobodyIsInterestedInWithoutKeepingIt() {
        StreamBench bench = StreamBench.memory(config -> config.retention(RetentionPolicy.INTEREST));
        assertThat(bench.publish("s.a", "Nats-Msg-Id: one", "1")).isEqualTo("{\"stream\":\"S\",\"seq\":1}");
        assertThat(bench.publish("s.a", "Nats-Msg-Id: one", "1"))
                .isEqualTo("{\"stream\":\"S\",\"seq\":1,\"duplicate\": true}");
        assertThat(bench.publish("s.a", "", "2")).isEqualTo("{\"stream\":\"S\",\"seq\":2}");
        assertThat(bench.stored()).isEmpty();
    }

    @Test
    void transformsSubjectsBeforeAnythingElse() {
        StreamBench bench =
                StreamBench.memory(config -> config.subjectTransform(new SubjectTransformConfig("s.*", "s.new.$1")));
        bench.publish("s.a", "", "1");
        bench.publish("s.b.c", "", "2");
        assertThat(bench.stored()).containsExactly("1 s.new.a 1", "2 s.b.c 2");
    }

    @Test
    void publishesAgainWhatIsStored() {
        StreamBench bench = StreamBench.memory(config -> config.republish(new Republish("s.>", "copy.>", false)));
        bench.send("s.a", "", "1", "r");
        bench.send("s.a", "X: y", "2", "r");
        bench.environment.pass();
        List<String> all = bench.environment.takePublished();
        assertThat(all.get(0))
                .startsWith("copy.a|NATS/1.0 Nats-Stream: S Nats-Subject: s.a Nats-Sequence: 1 Nats-Time-Stamp: ")
                .endsWith("Nats-Last-Sequence: 0|1");
        assertThat(all.get(2)).startsWith("copy.a|NATS/1.0 X: y Nats-Stream: S").endsWith("Nats-Last-Sequence: 1|2");
    }

    @Test
    void leavesOutStatusAndFactsOfImports() {
        StreamBench bench = StreamBench.memory(config -> config);
        bench.publish("s.a", "Nats-Request-Info: {}; A: b", "1");
        assertThat(bench.headersOf(1)).isEqualTo("NATS/1.0 A: b");
    }

    @Test
    void expiresMessagesAndPlacesMarkers() {
        StreamBench bench = StreamBench.memory(
                config -> config.allowMessageTtl(true).allowRollup(true).deleteMarkerTtl(Duration.ofSeconds(60)));
        bench.publish("s.a", "Nats-TTL: 2", "1");
        bench.publish("s.b", "", "2");
        assertThat(bench.headersOf(1)).isEqualTo("NATS/1.0 Nats-TTL: 60");
        bench.environment.advance(Duration.ofSeconds(61).toNanos());
        assertThat(bench.stored()).containsExactly("2 s.b 2", "3 s.a ");
        assertThat(bench.headersOf(3)).isEqualTo("NATS/1.0 Nats-Marker-Reason: MaxAge Nats-TTL: 1m0s Nats-Rollup: sub");
        bench.environment.advance(Duration.ofSeconds(61).toNanos());
        assertThat(bench.stored()).containsExactly("2 s.b 2");
    }

    @Test
    void expiresByAge() {
        StreamBench bench = StreamBench.memory(config -> config.maxAge(Duration.ofSeconds(5)));
        bench.publish("s.a", "", "1");
        bench.environment.advance(Duration.ofSeconds(3).toNanos());
        bench.publish("s.a", "", "2");
        bench.environment.advance(Duration.ofSeconds(3).toNanos());
        assertThat(bench.stored()).containsExactly("2 s.a 2");
    }
}
