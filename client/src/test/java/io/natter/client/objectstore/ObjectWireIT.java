package io.natter.client.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an object store makes of answers that are bad, late or missing, against a server that plays a part. */
final class ObjectWireIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** For what never comes; all else comes sooner on a busy machine too. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private static final String STREAM =
            "{\"config\":{\"name\":\"OBJ_s\",\"subjects\":[\"$O.s.C.>\",\"$O.s.M.>\"],\"allow_direct\":true},\"state\":{}}";
    private static final String WHERE =
            "Nats-Stream: OBJ_s\nNats-Subject: $O.s.M.bw==\nNats-Sequence: 9\nNats-Time-Stamp: 2026-01-02T03:04:05Z";

    /** What a test says of the object, and what comes as its chunks. Immutable. */
    private record Served(String info, List<String> chunks) {
        Served(String info, String... chunks) {
            this(info, List.of(chunks));
        }
    }

    /** The body of a test. */
    private interface Body {
        void run(ObjectStore store, ScriptedJetStream server) throws Exception;
    }

    private static void with(Duration timeout, ScriptedJetStream.Script script, Body test) throws Exception {
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", script);
                NatsConnection nats = Patience.connect(server.url())) {
            JetStream js = JetStream.of(nats, JetStreamOptions.DEFAULTS.withTimeout(timeout));
            test.run(ObjectStore.of(js, "s"), server);
            nats.closeNow();
        }
    }

    private static String digest(String bytes) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.getBytes(UTF_8));
        return "SHA-256=" + Base64.getUrlEncoder().encodeToString(hash);
    }

    private static String info(int size, int chunks, String digest) {
        return "{\"name\":\"o\",\"bucket\":\"s\",\"nuid\":\"N\",\"size\":" + size + ",\"chunks\":" + chunks
                + ",\"digest\":\"" + digest + "\"}";
    }

    /** Serves one object: what is said of it, a consumer, and its chunks at the first pull. */
    private static ScriptedJetStream.Script serving(Served object) {
        AtomicInteger consumers = new AtomicInteger();
        return (published, server) -> {
            String subject = published.subject();
            if (subject.startsWith("$JS.API.STREAM.INFO")) {
                server.answer(published, STREAM);
            } else if (subject.startsWith("$JS.API.DIRECT.GET")) {
                server.answer(published, WHERE, object.info());
            } else if (subject.startsWith("$JS.API.CONSUMER.CREATE")) {
                consumers.incrementAndGet();
                String name = subject.split("\\.", -1)[5];
                server.answer(
                        published,
                        "{\"stream_name\":\"OBJ_s\",\"name\":\"" + name + "\",\"config\":" + config(published) + "}");
            } else if (subject.startsWith("$JS.API.CONSUMER.MSG.NEXT") && consumers.get() == 1) {
                deliver(published, server, object.chunks());
            }
        };
    }

    private static String config(Published created) {
        String body = created.payload();
        return body.substring(body.indexOf("\"config\":") + 9, body.lastIndexOf('}', body.lastIndexOf('}')));
    }

    private static void deliver(Published pull, ScriptedJetStream server, List<String> chunks) throws IOException {
        String consumer = pull.subject().substring(pull.subject().lastIndexOf('.') + 1);
        for (int i = 0; i < chunks.size(); i++) {
            String ack = "$JS.ACK.OBJ_s." + consumer + ".1." + (i + 1) + "." + (i + 1) + ".1700000000000000000."
                    + (chunks.size() - i - 1);
            server.deliver(pull.reply(), "$O.s.C.N", ack, chunks.get(i));
        }
    }

    @Test
    void readsTheChunksOfAnObject() throws Exception {
        Served whole = new Served(info(10, 2, digest("helloworld")), "hello", "world");
        with(
                PATIENCE,
                serving(whole),
                (store, server) -> assertThat(store.bytes("o")).asString(UTF_8).isEqualTo("helloworld"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # size | chunks | digest of  | come         | it is said
            10     | 2      | helloworld | hello        | got 5 bytes and no more
            10     | 2      | helloworld | hello,worlds | got 11 bytes
            10     | 2      | helloworld | hello,World  | got digest
            10     | 1      | other      | helloworld   | got digest
            """, delimiter = '|')
    void tellsWhatIsDamaged(int size, int chunks, String digested, String come, String said) throws Exception {
        Served damaged = new Served(info(size, chunks, digest(digested)), come.split(","));
        with(
                PATIENCE,
                serving(damaged),
                (store, server) -> assertThatThrownBy(() -> store.bytes("o"))
                        .isInstanceOfSatisfying(
                                ObjectStoreException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(ObjectStoreException.Kind.DAMAGED))
                        .hasMessageContaining(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256=", "SHA-256=!!!!", "MD5=AAAA", "nothing"})
    void aDigestThatIsNoneIsNotTheSame(String digest) throws Exception {
        Served odd = new Served(info(5, 1, digest), "hello");
        with(
                PATIENCE,
                serving(odd),
                (store, server) -> assertThatThrownBy(() -> store.bytes("o")).isInstanceOf(ObjectStoreException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "no json", "[]", "7", "{}", "{\"name\":7}", "{\"name\":\"o\",\"size\":-1}", "{\"name\":\"\"}"
            })
    void whatIsSaidOfAnObjectMustBeReadable(String info) throws Exception {
        with(PATIENCE, serving(new Served(info)), (store, server) -> {
            assertThatThrownBy(() -> store.info("o").map(ObjectInfo::size).orElseThrow())
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> store.bytes("o")).isInstanceOf(RuntimeException.class);
        });
    }

    @Test
    void chunksThatNeverComeEndTheReading() throws Exception {
        Served silent = new Served(info(10, 2, digest("helloworld")));
        with(
                SHORT,
                serving(silent),
                (store, server) -> assertThatThrownBy(() -> store.bytes("o"))
                        .isInstanceOf(ObjectStoreException.class)
                        .hasMessageContaining("got 0 bytes and no more"));
    }

    /** Acknowledges chunks as told, and what is put, purged or asked for besides. */
    private static ScriptedJetStream.Script acknowledging(ScriptedJetStream.Script chunks) {
        return (published, server) -> {
            String subject = published.subject();
            if (subject.startsWith("$JS.API.STREAM.INFO")) {
                server.answer(published, STREAM);
            } else if (subject.startsWith("$JS.API.STREAM.PURGE")) {
                server.answer(published, "{\"success\":true,\"purged\":1}");
            } else if (subject.startsWith("$JS.API.DIRECT.GET")) {
                server.status(published.reply(), "404 Message Not Found");
            } else if (subject.startsWith("$O.s.C.")) {
                chunks.answer(published, server);
            } else if (subject.startsWith("$O.s.M.")) {
                server.answer(published, "{\"stream\":\"OBJ_s\",\"seq\":100}");
            }
        };
    }

    private static void leavesNothing(
            Duration timeout, ScriptedJetStream.Script chunks, Class<? extends Exception> failure) throws Exception {
        with(timeout, acknowledging(chunks), (store, server) -> {
            assertThatThrownBy(() -> store.put("o", new byte[400_000])).isInstanceOf(failure);
            assertThat(server.published())
                    .as("what was stored is purged")
                    .anyMatch(published -> published.subject().equals("$JS.API.STREAM.PURGE.OBJ_s"));
            assertThat(server.published())
                    .as("and nothing is said of the object")
                    .noneMatch(published -> published.subject().startsWith("$O.s.M."));
        });
    }

    @Test
    void aChunkThatIsNotAcknowledgedEndsThePut() throws Exception {
        AtomicInteger count = new AtomicInteger();
        leavesNothing(
                SHORT,
                (chunk, server) -> {
                    if (count.incrementAndGet() != 3) {
                        server.answer(chunk, "{\"stream\":\"OBJ_s\",\"seq\":" + count + "}");
                    }
                },
                RequestTimeoutException.class);
    }

    @Test
    void aChunkThatIsRefusedEndsThePut() throws Exception {
        AtomicInteger count = new AtomicInteger();
        leavesNothing(
                PATIENCE,
                (chunk, server) -> server.answer(
                        chunk,
                        count.incrementAndGet() < 3
                                ? "{\"stream\":\"OBJ_s\",\"seq\":" + count + "}"
                                : "{\"error\":{\"code\":400,\"err_code\":10054,\"description\":\"message size exceeds maximum allowed\"}}"),
                JetStreamApiException.class);
    }

    @Test
    void chunksThatAreNotStoredInOrderEndThePut() throws Exception {
        AtomicInteger sequence = new AtomicInteger(10);
        leavesNothing(
                PATIENCE,
                (chunk, server) ->
                        server.answer(chunk, "{\"stream\":\"OBJ_s\",\"seq\":" + sequence.decrementAndGet() + "}"),
                IllegalStateException.class);
    }

    @Test
    void anAcknowledgementThatIsNoneEndsThePut() throws Exception {
        leavesNothing(PATIENCE, (chunk, server) -> server.answer(chunk, "hello"), NatsException.class);
    }
}
