package io.natter.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectOptionsTest {
    private static ConnectOptions parse(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ConnectOptions.parse(bytes, 0, bytes.length);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"{}", " {} ", "null", "{\"verbose\":null,\"user\":null}", "{\"unknown\":[{},[1,2],\"x\"]}"})
    void leavesDefaultsWhereNothingIsSaid(String json) {
        assertThat(parse(json)).isEqualTo(ConnectOptions.DEFAULTS);
        assertThat(ConnectOptions.DEFAULTS.verbose()).isTrue();
        assertThat(ConnectOptions.DEFAULTS.pedantic()).isTrue();
        assertThat(ConnectOptions.DEFAULTS.echo()).isTrue();
        assertThat(ConnectOptions.DEFAULTS.headers()).isFalse();
    }

    @Test
    void readsEveryKeyWhateverItsCase() {
        ConnectOptions options = parse("""
                {"VERBOSE":false,"Pedantic":false,"echo":false,"tls_required":true,"Headers":true,"no_responders":true,
                 "protocol":1,"nkey":"U1","jwt":"e30","sig":"s","auth_token":"t","user":"u","pass":"p","name":"n é 😀",
                 "lang":"java","version":"1","account":"a","new_account":true,"proxy_sig":"x"}""");

        assertThat(options)
                .isEqualTo(new ConnectOptions(
                        false, false, false, true, true, true, 1, "U1", "e30", "s", "t", "u", "p", "n é 😀", "java",
                        "1", "a", true, "x"));
        assertThat(parse(options.toJson())).isEqualTo(options);
    }

    @Test
    void takesTheLastOfEqualKeys() {
        assertThat(parse("{\"user\":\"a\",\"User\":\"b\"}").user()).isEqualTo("b");
    }

    @ParameterizedTest(name = "{0} is refused naming {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"verbose":"true"}      | verbose
            {"verbose":1}           | verbose
            {"user":7}              | user
            {"pass":{"a":1}}        | pass
            {"protocol":"1"}        | protocol
            {"protocol":1.0}        | protocol
            {"protocol":1e0}        | protocol
            {"protocol":99999999999999999999} | protocol
            {"protocol":1e999999999} | protocol
            {"a":1,}                | json
            {"a":1}x                | json
            {,}                     | json
            {"a":01}                | json
            {"a":tru}               | json
            {"a":"                  | json
            {"a":[1,]}              | json
            {"a":[}                 | json
            [1]                     | json
            1                       | json
            {'a':1}                 | json
            {"a":"\\x"}             | json
            {"a" 1}                 | json
            {                       | json
            """)
    void refusesWrongTypesAndBrokenJson(String json, String named) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith(named);
    }

    @Test
    void cutsHugeProtocolNumbersAtTheRangeOfInt() {
        assertThat(parse("{\"protocol\":5000000000}").protocol()).isEqualTo(Integer.MAX_VALUE);
        assertThat(parse("{\"protocol\":-5000000000}").protocol()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void boundsDepth() {
        String deep = "[".repeat(1_000_000);
        assertThatThrownBy(() -> parse("{\"a\":" + deep)).isInstanceOf(ProtocolException.class);
        String closed = "[".repeat(400) + "]".repeat(400);
        assertThat(parse("{\"a\":" + closed + "}")).isEqualTo(ConnectOptions.DEFAULTS);
    }

    @Test
    void readsBrokenTextAsReplacementCharacters() {
        byte[] json = "{\"name\":\"a?b\"}".getBytes(StandardCharsets.US_ASCII);
        json[10] = (byte) 0xff;
        assertThat(ConnectOptions.parse(json, 0, json.length).name()).isEqualTo("a\ufffdb");
        ConnectOptions lone = parse("{\"name\":\"\\ud83d\"}");
        assertThat(lone.name()).isEqualTo("\ufffd");
        assertThat(lone.toJson()).contains("\ufffd");
    }

    @Test
    void neverPrintsSecrets() {
        ConnectOptions options = ConnectOptions.builder()
                .user("alice", "s3cr3t")
                .authToken("t0ken")
                .jwt("j.w.t", "s1gn")
                .build();
        assertThat(options.toString()).contains("alice").doesNotContain("s3cr3t", "t0ken", "j.w.t", "s1gn");
    }

    @Test
    void writesExactlyWhatIsSet() {
        assertThat(ConnectOptions.builder().verbose(false).name("x\"y").build().toJson())
                .isEqualTo(
                        "{\"verbose\":false,\"pedantic\":true,\"echo\":true,\"tls_required\":false,\"headers\":false,"
                                + "\"no_responders\":false,\"protocol\":0,\"name\":\"x\\\"y\"}");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersMutatedBytesWithOptionsOrItsOwnException(long seed) {
        Random random = new Random(seed);
        byte[] sound = ConnectOptions.builder()
                .user("u", "p")
                .jwt("a.b.c", null)
                .build()
                .toJson()
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = sound.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "{}[]\",:\\u0-+.eEtfn".charAt(random.nextInt(18));
            }
            try {
                ConnectOptions parsed = ConnectOptions.parse(bytes, 0, bytes.length - random.nextInt(3));
                assertThat(parse(parsed.toJson())).isEqualTo(parsed);
            } catch (ProtocolException expected) {
                assertThat(expected).message().isNotBlank();
            }
        }
    }
}
