package io.natter.protocol.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.wire.ByteBuilder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSubjectsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            INFO                            | ACCOUNT_INFO            | '' | ''  | ''
            STREAM.CREATE.S                 | STREAM_CREATE           | S  | ''  | ''
            STREAM.NAMES                    | STREAM_NAMES            | '' | ''  | ''
            STREAM.INFO.MSG                 | STREAM_INFO             | MSG | '' | ''
            STREAM.MSG.GET.S                | MESSAGE_GET             | S  | ''  | ''
            CONSUMER.CREATE.S               | CONSUMER_CREATE         | S  | ''  | ''
            CONSUMER.CREATE.S.C             | CONSUMER_CREATE         | S  | C   | ''
            CONSUMER.CREATE.S.C.a.*.>       | CONSUMER_CREATE         | S  | C   | a.*.>
            CONSUMER.DURABLE.CREATE.S.D     | CONSUMER_DURABLE_CREATE | S  | D   | ''
            CONSUMER.MSG.NEXT.S.C           | MESSAGE_NEXT            | S  | C   | ''
            CONSUMER.RESET.S.C              | CONSUMER_RESET          | S  | C   | ''
            DIRECT.GET.S                    | DIRECT_GET              | S  | ''  | ''
            DIRECT.GET.S.a.b                | DIRECT_GET              | S  | ''  | a.b
            META.LEADER.STEPDOWN            | META_LEADER_STEPDOWN    | '' | ''  | ''
            """)
    void namesAreReadBack(String tokens, ApiCall call, String stream, String consumer, String subject) {
        ApiSubject read = new ApiSubject(call, stream, consumer, subject);

        assertThat(ApiSubjects.DEFAULT.parse("$JS.API." + tokens)).contains(read);
        assertThat(ApiSubjects.ofDomain("hub").parse("$JS.hub.API." + tokens)).contains(read);
        assertThat(ApiSubjects.ofPrefix("from.other").parse("from.other." + tokens))
                .contains(read);
        assertThat(ApiSubjects.DEFAULT.parse("$JS.hub.API." + tokens)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$JS.API.",
                "$JS.API",
                "$JS.API.INFO.x",
                "$JS.API.STREAM",
                "$JS.API.STREAM.CREATE",
                "$JS.API.STREAM.CREATE.",
                "$JS.API.STREAM.CREATE.a.b",
                "$JS.API.STREAM.NAMES.x",
                "$JS.API.CONSUMER.INFO.s",
                "$JS.API.CONSUMER.INFO.s.c.d",
                "$JS.API.CONSUMER.CREATE",
                "$JS.API.CONSUMER.CREATE.s..x",
                "$JS.API.NO.SUCH.CALL",
                "$JS.API.stream.info.s"
            })
    void whatIsNoCallIsNone(String subject) {
        assertThat(ApiSubjects.DEFAULT.parse(subject)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ApiCall.class)
    void eachCallIsReadBackFromItsOwnSubject(ApiCall call) {
        ApiSubjects api = ApiSubjects.ofDomain("d");
        String subject = switch (call.names()) {
            case NONE -> api.of(call);
            case STREAM -> api.of(call, "s");
            case STREAM_AND_CONSUMER -> api.of(call, "s", "c");
            case STREAM_MAYBE_SUBJECT -> api.directGet("s", "a.b");
            case STREAM_MAYBE_CONSUMER_AND_SUBJECT -> api.consumerCreate("s", "c", "a.>");
        };

        assertThat(api.parse(subject).map(ApiSubject::call)).contains(call);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            503 | ''                            | NO_RESPONDERS
            100 | Idle Heartbeat                | IDLE_HEARTBEAT
            100 | FlowControl Request           | FLOW_CONTROL_REQUEST
            404 | No Messages                   | NO_MESSAGES
            404 | Message Not Found             | MESSAGE_NOT_FOUND
            408 | Request Timeout               | REQUEST_TIMEOUT
            409 | Consumer Deleted              | CONSUMER_DELETED
            409 | consumer deleted              | CONSUMER_DELETED
            409 | Exceeded MaxRequestBatch of 5 | EXCEEDED_MAX_REQUEST_BATCH
            400 | Bad Request - Invalid Priority Group | BAD_REQUEST
            423 | Nats-Wrong-Pin-Id             | WRONG_PIN_ID
            204 | EOB                           | END_OF_BATCH
            """)
    void statusesAreKnownByCodeAndText(int code, String text, ApiStatus status) {
        assertThat(ApiStatus.of(code, text)).isSameAs(status);
        assertThat(ApiStatus.of(code, text + "?")).isIn(status.goesOn() ? status : null, null);
        assertThat(ApiStatus.of(1, text)).isNull();
    }

    @Test
    void statusesAreWrittenAsHeaderBlocks() {
        assertThat(ApiStatus.NO_MESSAGES.headerBlock("")).isEqualTo("NATS/1.0 404 No Messages\r\n\r\n");
        assertThat(ApiStatus.NO_RESPONDERS.headerBlock("")).isEqualTo("NATS/1.0 503\r\n\r\n");
        assertThat(ApiStatus.BAD_REQUEST.headerBlock("why")).isEqualTo("NATS/1.0 400 Bad Request - why\r\n\r\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '\'', textBlock = """
            ORDERS,  true
            a-b_c,   true
            'ä',     true
            '',      false
            'a b',   false
            a.b,     false
            a*,      false
            >,       false
            a/b,     false
            'a\\b',  false
            """)
    void namesHoldNothingThatSubjectsOrPathsUse(String name, boolean isValid) {
        assertThat(AssetName.isValid(name)).isEqualTo(isValid);
    }

    @Test
    void namesAreBoundInLength() {
        assertThat(AssetName.isValid("x".repeat(255))).isTrue();
        assertThat(AssetName.isValid("x".repeat(256))).isFalse();
        assertThat(AssetName.isValidGroup("A-z/0_9=")).isTrue();
        assertThat(AssetName.isValidGroup("x".repeat(17))).isFalse();
        assertThat(AssetName.isValidGroup("a b")).isFalse();
        assertThat(AssetName.hasPathSeparator("a/b")).isTrue();
    }

    @Test
    void publishesAreAnsweredInTheWordsOfTheReference() {
        ByteBuilder out = new ByteBuilder(64);
        new PubAckEncoder("S", "").ack(7, out);
        new PubAckEncoder("S", "hub").ack(7, out);
        new PubAckEncoder("S\"", "").duplicate(-1, out);

        assertThat(new String(out.toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{\"stream\":\"S\",\"seq\":7}" + "{\"stream\":\"S\",\"domain\":\"hub\",\"seq\":7}"
                        + "{\"stream\":\"S\\\"\",\"seq\":18446744073709551615,\"duplicate\": true}");
    }
}
