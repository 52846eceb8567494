package io.natter.protocol.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.UnknownFields;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all records of the API. */
class RecordsTest {
    static Stream<Class<?>> records() {
        return Stream.of(
                Placement.class,
                SubjectTransformConfig.class,
                Republish.class,
                StreamSource.class,
                StreamConfig.class,
                ConsumerConfig.class,
                StreamState.class,
                ClusterInfo.class,
                StreamInfo.class,
                ConsumerInfo.class,
                AccountInfo.class,
                PurgeRequest.class,
                MessageGetRequest.class,
                MessageDeleteRequest.class,
                ListRequest.class,
                StreamInfoRequest.class,
                SnapshotRequest.class,
                SnapshotDescription.class,
                RestoreReady.class,
                PullRequest.class,
                PauseRequest.class,
                PauseState.class,
                ResetRequest.class,
                UnpinRequest.class,
                LeaderStepdownRequest.class,
                PeerRequest.class,
                ConsumerCreateRequest.class,
                Success.class,
                PurgeResult.class,
                StreamNames.class,
                StreamList.class,
                ConsumerNames.class,
                ConsumerList.class,
                MessageGetResult.class,
                StoredMessage.class,
                PubAck.class,
                NakOptions.class,
                ApiError.class,
                StreamRequest.class,
                StreamCreated.class,
                ConsumerReset.class,
                StreamInfoPage.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void areReadAsTheyWereWritten(Class<?> type) throws ReflectiveOperationException {
        check(type, formOf(type));
    }

    private static <T> void check(Class<T> type, JsonForm<?> form) {
        @SuppressWarnings("unchecked")
        JsonForm<T> typed = (JsonForm<T>) form;
        long seed = Long.getLong("natter.seed", new Random().nextLong());
        RandomRecords records = new RandomRecords(seed);
        for (int i = 0; i < 50; i++) {
            T record = records.next(type);
            byte[] json = typed.write(record);
            assertThat(typed.read(json))
                    .as("seed %d: %s", seed, new String(json, UTF_8))
                    .isEqualTo(record);
        }
    }

    private static JsonForm<?> formOf(Class<?> type) throws ReflectiveOperationException {
        return (JsonForm<?>) type.getDeclaredField("JSON").get(null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void aBrokenTextNeverThrowsAnythingElse(Class<?> type) throws ReflectiveOperationException {
        JsonForm<?> form = formOf(type);
        long seed = Long.getLong("natter.seed", new Random().nextLong());
        Random random = new Random(seed);
        byte[] sound = sound(form, new RandomRecords(seed).next(type));
        for (int i = 0; i < 300; i++) {
            byte[] broken = sound.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) "{}[]\":,0-e.ntf\\u".charAt(random.nextInt(16));
            }
            try {
                assertThat(sound(form, form.read(broken))).isNotEmpty();
            } catch (JsonException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> byte[] sound(JsonForm<T> form, Object record) {
        return form.write((T) record);
    }

    @Test
    void aStreamIsWrittenWithTheFieldsOfTheReference() {
        StreamConfig config =
                StreamConfig.builder("ORDERS").subjects(List.of("orders.>")).build();

        assertThat(text(StreamConfig.JSON.write(config)))
                .isEqualTo("{\"name\":\"ORDERS\",\"subjects\":[\"orders.\\u003e\"],\"retention\":\"limits\","
                        + "\"max_consumers\":0,\"max_msgs\":0,\"max_bytes\":0,\"max_age\":0,\"max_msgs_per_subject\":0,"
                        + "\"discard\":\"old\",\"storage\":\"file\",\"num_replicas\":0,\"compression\":\"none\","
                        + "\"allow_direct\":false,\"mirror_direct\":false,\"sealed\":false,\"deny_delete\":false,"
                        + "\"deny_purge\":false,\"allow_rollup_hdrs\":false,\"consumer_limits\":{},"
                        + "\"allow_msg_ttl\":false}");
    }

    @Test
    void aConsumerIsWrittenWithTheFieldsOfTheReference() {
        ConsumerConfig config = ConsumerConfig.builder()
                .durableName("c")
                .backoff(List.of(Duration.ofSeconds(1), Duration.ofMinutes(1)))
                .startTime(Instant.parse("2026-01-02T03:04:05.120Z"))
                .build();

        assertThat(text(ConsumerConfig.JSON.write(config)))
                .isEqualTo("{\"durable_name\":\"c\",\"deliver_policy\":\"all\","
                        + "\"opt_start_time\":\"2026-01-02T03:04:05.12Z\",\"ack_policy\":\"explicit\","
                        + "\"backoff\":[1000000000,60000000000],\"replay_policy\":\"instant\",\"num_replicas\":0}");
    }

    @Test
    void anAbsentAckPolicyIsNone() {
        assertThat(ConsumerConfig.JSON.read(bytes("{}")).ackPolicy()).isEqualTo(AckPolicy.NONE);
        assertThat(ConsumerConfig.JSON
                        .read(bytes("{\"deliver_policy\":\"undefined\"}"))
                        .deliverPolicy())
                .isEqualTo(DeliverPolicy.ALL);
    }

    @Test
    void keysAreReadInAnyCaseAndTheLastOneWins() {
        StreamConfig config = StreamConfig.JSON.read(bytes("{\"Name\":\"a\",\"MAX_MSGS\":7,\"max_msgs\":8}"));

        assertThat(config.name()).isEqualTo("a");
        assertThat(config.maxMessages()).isEqualTo(8);
    }

    @Test
    void unknownFieldsAreWrittenBack() {
        String json = "{\"name\":\"s\",\"New_field\":{\"a\":[1,null,2.50,1E+400]},\"placement\":{\"rack\":\"r1\"}}";

        StreamConfig config = StreamConfig.JSON.read(bytes(json));

        assertThat(config.unknown().byKey()).containsOnlyKeys("New_field");
        assertThat(text(StreamConfig.JSON.write(
                        config.toBuilder().maxMessages(5).build())))
                .contains(
                        "\"New_field\":{\"a\":[1,null,2.50,1E+400]}",
                        "\"placement\":{\"rack\":\"r1\"}",
                        "\"max_msgs\":5");
    }

    @Test
    void strictReadingNamesTheUnknownField() {
        byte[] json = bytes("{\"config\":{\"ack_polcy\":\"all\"},\"stream_name\":\"s\"}");

        assertThatThrownBy(() -> ConsumerCreateRequest.JSON.readStrict(json, 0, json.length))
                .isInstanceOf(JsonException.class)
                .hasMessage("json: unknown field \"ack_polcy\"");
        byte[] known = bytes("{\"name\":\"s\",\"pedantic\":true}");
        assertThat(StreamRequest.JSON.readStrict(known, 0, known.length).pedantic())
                .isTrue();
    }

    @Test
    void numbersPastLongAreKeptUnsigned() {
        ConsumerInfo info = ConsumerInfo.JSON.read(bytes("{\"num_pending\":18446744073709551615}"));

        assertThat(info.pendingCount()).isEqualTo(-1L);
        assertThat(text(ConsumerInfo.JSON.write(info))).contains("\"num_pending\":18446744073709551615");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"name":5}                          | name: got a number, expected a string
            {"subjects":"a"}                    | subjects: got a string, expected an array
            {"subjects":["a",5]}                | subjects[1]: got a number, expected a string
            {"max_msgs":"5"}                    | max_msgs: got a string, expected a number
            {"max_msgs":1.5}                    | max_msgs: got a number with fraction or exponent, expected a whole number
            {"max_msgs":1e3}                    | max_msgs: got a number with fraction or exponent, expected a whole number
            {"max_msgs":1e999999999}            | max_msgs: got a number with fraction or exponent, expected a whole number
            {"max_msgs":9223372036854775808}    | max_msgs: got a number of more than 64 bits
            {"max_msg_size":2147483648}         | max_msg_size: got 2147483648, expected a number of 32 bits
            {"first_seq":-1}                    | first_seq: got a number below 0 or of more than 64 bits
            {"first_seq":18446744073709551616}  | first_seq: got a number below 0 or of more than 64 bits
            {"sealed":"yes"}                    | sealed: got a string, expected true or false
            {"retention":"forever"}             | retention: got "forever", expected one of limits, interest, workqueue
            {"retention":1}                     | retention: got a number, expected one of limits, interest, workqueue
            {"mirror":[]}                       | mirror: got an array, expected an object
            {"mirror":{"name":true}}            | mirror.name: got true or false, expected a string
            {"sources":[{"opt_start_time":"x"}]} | sources[0].opt_start_time: time: got something else, expected the form 2006-01-02T15:04:05.999999999Z
            {"metadata":{"a":1}}                | metadata.a: got a number, expected a string
            []                                  | json: got an array, expected an object
            """)
    void aWrongTypeIsNamed(String json, String message) {
        assertThatThrownBy(() -> StreamConfig.JSON.read(bytes(json)))
                .isInstanceOf(JsonException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}}", "{\"a\":}", "nul", "{\"a\" 1}", "\u0000", "{\"name\":\"\n\"}"})
    void whatIsNotJsonIsRefused(String json) {
        assertThatThrownBy(() -> StreamConfig.JSON.read(bytes(json))).isInstanceOf(JsonException.class);
    }

    @Test
    void hostileSizesAreSurvived() {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String nested = "{\"x\":" + "[".repeat(400) + "]".repeat(400) + "}";
        String digits = "{\"max_msgs\":" + "9".repeat(1_000_000) + "}";
        String manyKeys = "{\"a\":1" + ",\"b\":2".repeat(100_000) + "}";

        assertThatThrownBy(() -> StreamConfig.JSON.read(bytes(deep))).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> StreamConfig.JSON.read(bytes(digits))).isInstanceOf(JsonException.class);
        assertThat(StreamConfig.JSON.read(bytes(nested)).unknown().byKey()).containsKey("x");
        assertThat(StreamConfig.JSON.read(bytes(manyKeys)).unknown())
                .isEqualTo(new UnknownFields(Map.of("a", new BigDecimal(1), "b", new BigDecimal(2))));
    }

    @Test
    void anAnswerCarriesItsTypeAndEitherErrorOrBody() {
        JsonForm<ApiResponse<Success>> form = ApiResponse.form(Success.JSON);
        byte[] failed = form.write(ApiResponse.failed(ApiCall.STREAM_DELETE, ApiErrorCode.STREAM_NOT_FOUND.error()));
        byte[] done = form.write(ApiResponse.of(ApiCall.STREAM_DELETE, new Success(true)));

        assertThat(text(failed))
                .isEqualTo("{\"type\":\"io.nats.jetstream.api.v1.stream_delete_response\",\"error\":{\"code\":404,"
                        + "\"err_code\":10059,\"description\":\"stream not found\"}}");
        assertThat(text(done))
                .isEqualTo("{\"type\":\"io.nats.jetstream.api.v1.stream_delete_response\",\"success\":true}");
        assertThat(form.read(failed).body()).isNull();
        assertThat(form.read(done).body()).isEqualTo(new Success(true));
        assertThat(ApiResponse.errorOf(failed)).contains(ApiErrorCode.STREAM_NOT_FOUND.error());
        assertThat(ApiResponse.errorOf(done)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
