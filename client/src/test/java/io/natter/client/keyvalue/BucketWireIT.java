package io.natter.client.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.CodecException;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.RequestTimeoutException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.jetstream.ScriptedJetStream;
import io.natter.client.jetstream.ScriptedJetStream.Published;
import io.natter.client.transport.Patience;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bucket makes of answers that are bad, late, cut or missing, against a server that plays a part. */
final class BucketWireIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String PUT_SUBJECT = "$KV.b.k";
    private static final String INFO =
            "{\"config\":{\"name\":\"KV_b\",\"subjects\":[\"$KV.b.>\"],\"allow_direct\":true},\"state\":{\"messages\":1}}";
    private static final String WHERE =
            "Nats-Stream: KV_b\nNats-Subject: $KV.b.k\nNats-Sequence: 7\nNats-Time-Stamp: 2026-01-02T03:04:05Z";

    /** The body of a test. */
    private interface Body {
        void run(KeyValue<String> bucket, ScriptedJetStream server) throws Exception;
    }

    private static void with(Duration timeout, ScriptedJetStream.Script script, Body test) throws Exception {
        ScriptedJetStream.Script whole = (published, server) -> {
            if (published.subject().startsWith("$JS.API.STREAM.INFO")) {
                server.answer(published, INFO);
            } else {
                script.answer(published, server);
            }
        };
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", whole);
                NatsConnection nats = Patience.connect(server.url())) {
            JetStream js = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(timeout));
            test.run(KeyValue.of(js, "b", String.class), server);
            nats.closeNow();
        }
    }

    private static boolean isGet(Published published) {
        return published.subject().startsWith("$JS.API.DIRECT.GET.KV_b");
    }

    @Test
    void readsWhereAnEntryStands() throws Exception {
        with(PATIENCE, (published, server) -> server.answer(published, WHERE, "v"), (bucket, server) -> {
            KeyValueEntry<String> entry = bucket.get("k").orElseThrow();
            assertThat(entry.revision()).isEqualTo(7);
            assertThat(entry.created()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
            assertThat(entry.value()).isEqualTo("v");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b", "Nats-Stream: KV_b", "Nats-Sequence: many", "Nats-Sequence: 0", "Nats-Sequence: "})
    void anAnswerThatIsNoMessageOfAStreamIsSaidToBeNone(String headers) throws Exception {
        with(
                PATIENCE,
                (published, server) -> server.answer(published, headers, "v"),
                (bucket, server) -> assertThatThrownBy(() -> bucket.get("k"))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("no message of a stream"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            KV-Operation: DEL        | DELETE
            KV-Operation: PURGE      | PURGE
            KV-Operation: SOMETHING  | DELETE
            Nats-Marker-Reason: MaxAge | PURGE
            Nats-Marker-Reason: Remove | DELETE
            Nats-Time-Stamp: never   | PUT
            """, delimiter = '|')
    void whatIsNotKnownToBeAValueIsNone(String header, KeyValueOperation operation) throws Exception {
        with(
                PATIENCE,
                (published, server) -> server.answer(published, WHERE + "\n" + header, "v"),
                (bucket, server) -> {
                    boolean isPut = operation == KeyValueOperation.PUT;
                    assertThat(bucket.get("k").isPresent()).isEqualTo(isPut);
                    assertThat(bucket.value("k").isPresent()).isEqualTo(isPut);
                });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            404 Message Not Found | true
            408 Empty Request     | false
            503                   | false
            """, delimiter = '|')
    void aStatusIsNoEntry(String status, boolean isAbsence) throws Exception {
        with(PATIENCE, (published, server) -> server.status(published.reply(), status), (bucket, server) -> {
            if (isAbsence) {
                assertThat(bucket.get("k")).isEmpty();
            } else {
                assertThatThrownBy(() -> bucket.get("k")).isInstanceOf(NatsException.class);
            }
        });
    }

    @Test
    void anotherRevisionIsAConflictAndOtherRefusalsAreNot() throws Exception {
        List<String> refusals = new ArrayList<>(List.of(
                "{\"error\":{\"code\":400,\"err_code\":10071,\"description\":\"wrong last sequence: 9\"}}",
                "{\"error\":{\"code\":503,\"err_code\":10077,\"description\":\"maximum bytes exceeded\"}}"));
        with(PATIENCE, (published, server) -> server.answer(published, refusals.remove(0)), (bucket, server) -> {
            assertThatThrownBy(() -> bucket.update("k", "v", 3)).isInstanceOf(RevisionConflictException.class);
            assertThatThrownBy(() -> bucket.update("k", "v", 3))
                    .isInstanceOf(JetStreamApiException.class)
                    .hasMessageContaining("maximum bytes exceeded");
        });
    }

    @Test
    void aLateAcknowledgementIsNotTakenForThatOfAnotherPut() throws Exception {
        List<Published> late = new ArrayList<>();
        ScriptedJetStream.Script script = (published, server) -> {
            if (late.isEmpty()) {
                late.add(published);
            } else {
                server.answer(late.get(0), "{\"stream\":\"KV_b\",\"seq\":1}");
                server.answer(published, "{\"stream\":\"KV_b\",\"seq\":2}");
            }
        };
        with(Duration.ofSeconds(3), script, (bucket, server) -> {
            assertThatThrownBy(() -> bucket.put("k", "first")).isInstanceOf(RequestTimeoutException.class);
            assertThat(bucket.put("k", "second")).isEqualTo(2);
            assertThat(server.published())
                    .filteredOn(published -> published.subject().equals(PUT_SUBJECT))
                    .extracting(Published::payload)
                    .containsExactly("first", "second");
        });
    }

    @Test
    void anAnswerThatIsCutIsNone() throws Exception {
        with(
                Duration.ofMillis(500),
                (published, server) -> server.cut(published, "half of a val"),
                (bucket, server) -> assertThatThrownBy(() -> bucket.get("k")).isInstanceOf(NatsException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "[]", "{\"config\":7}", "{\"config\":{\"name\":7}}", "{\"error\":{}}"})
    void aStatusThatCannotBeReadIsAnError(String answer) throws Exception {
        ScriptedJetStream.Script script = (published, server) -> server.answer(published, answer);
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", script);
                NatsConnection nats = Patience.connect(server.url())) {
            KeyValueManagement buckets = KeyValueManagement.of(JetStream.of(nats));
            assertThatThrownBy(() -> buckets.bucket("b").status()).isInstanceOf(NatsException.class);
            assertThatThrownBy(() -> buckets.create(KeyValueConfig.of("b"))).isInstanceOf(NatsException.class);
            nats.closeNow();
        }
    }

    @Test
    void aComputationIsGivenUpAfterConflictUponConflict() throws Exception {
        ScriptedJetStream.Script script = BucketWireIT::alwaysAnotherRevision;
        with(PATIENCE, script, (bucket, server) -> {
            assertThatThrownBy(() -> bucket.compute("k", old -> old.map(text -> text + "!")))
                    .isInstanceOf(RevisionConflictException.class);
            assertThat(server.published())
                    .filteredOn(published -> published.subject().equals(PUT_SUBJECT))
                    .hasSize(64);
        });
    }

    private static void alwaysAnotherRevision(Published published, ScriptedJetStream server) throws IOException {
        if (isGet(published)) {
            server.answer(published, WHERE, "v");
        } else {
            server.answer(
                    published,
                    "{\"error\":{\"code\":400,\"err_code\":10071,\"description\":\"wrong last sequence: 9\"}}");
        }
    }
}
