package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    private static Headers parse(String text) {
        byte[] bytes = ("??" + text.replace("|", "\r\n") + "??").getBytes(UTF_8);
        return Headers.parse(bytes, 2, bytes.length - 4);
    }

    @Test
    void keepsOrderDuplicatesAndCase() {
        Headers headers = parse("NATS/1.0|B: 1|a:2|B:  3 |b: |C: x: y|D: é||");
        assertThat(headers.entries())
                .containsExactly(
                        new Headers.Entry("B", "1"),
                        new Headers.Entry("a", "2"),
                        new Headers.Entry("B", "3"),
                        new Headers.Entry("b", ""),
                        new Headers.Entry("C", "x: y"),
                        new Headers.Entry("D", "é"));
        assertThat(headers.all("B")).containsExactly("1", "3");
        assertThat(headers.names()).containsExactly("B", "a", "b", "C", "D");
        assertThat(headers.first("A")).isNull();
        assertThat(headers.firstIgnoringCase("A")).isEqualTo("2");
        assertThat(headers.status()).isNull();
        assertThat(Headers.parse(headers.encode(), 0, headers.encodedLength())).isEqualTo(headers);
    }

    private static Headers parseWithEnd(String text) {
        return parse(text + "||");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '~', nullValues = "none", textBlock = """
            NATS/1.0                    ~ 0   ~ none
            'NATS/1.0 '                 ~ 0   ~ none
            NATS/1.0 503                ~ 503 ~ ''
            'NATS/1.0 503 '             ~ 503 ~ ''
            NATS/1.0 100 Idle Heartbeat ~ 100 ~ Idle Heartbeat
            NATS/1.0   404   No  Messages ~ 404 ~ No  Messages
            """)
    void readsStatusLines(String line, int code, String description) {
        Headers headers = parseWithEnd(line);
        Headers.Status status = headers.status();
        assertThat(status).isEqualTo(code == 0 ? null : new Headers.Status(code, description));
        assertThat(headers.isEmpty()).isEqualTo(code == 0);
        assertThat(Headers.parse(headers.encode(), 0, headers.encodedLength())).isEqualTo(headers);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "NATS/1.0",
                "NATS/1.0|",
                "NATS/1.0|a: b|",
                "NATS/1.1||",
                "nats/1.0||",
                "HTTP/1.1 200||",
                "NATS/1.0 2000||",
                "NATS/1.0 20||",
                "NATS/1.0 abc||",
                "NATS/1.0 099||",
                "NATS/1.0|a||",
                "NATS/1.0|: b||",
                "NATS/1.0|a b: c||",
                "NATS/1.0| a: c||",
                "NATS/1.0|a: b| folded||",
                "NATS/1.0|é: c||",
                "NATS/1.0|a: b\rc||",
                "NATS/1.0|a: b||rest"
            })
    void refusesBrokenBlocks(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(HeadersException.class)
                .hasMessageStartingWith("headers: ");
    }

    @Test
    void boundsTheCount() {
        String many = "NATS/1.0|" + "a: b|".repeat(Headers.COUNT_MAX);
        assertThat(parse(many + "|").entries()).hasSize(Headers.COUNT_MAX);
        assertThatThrownBy(() -> parse(many + "a: b||")).isInstanceOf(HeadersException.class);
    }

    @Test
    void buildsAndChanges() {
        Headers headers = Headers.builder()
                .add("a", " 1 ")
                .add("b", "2")
                .addAll(Map.of("c", List.of("3", "4")))
                .set("a", "5")
                .status(408, "Request Timeout")
                .build();
        assertThat(headers.encode())
                .isEqualTo("NATS/1.0 408 Request Timeout\r\nb: 2\r\nc: 3\r\nc: 4\r\na: 5\r\n\r\n".getBytes(UTF_8));
        assertThat(headers.toBuilder().remove("c").build().names()).containsExactly("b", "a");
        assertThat(Headers.builder().build()).isSameAs(Headers.NONE);
        assertThat(headers.toString()).doesNotContain("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "a b", "é", "a\r\n", "\u007f"})
    void refusesNamesThatBreakTheBlock(String name) {
        assertThatThrownBy(() -> Headers.of(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "\r\nX: y"})
    void refusesValuesThatBreakTheBlock(String value) {
        assertThatThrownBy(() -> Headers.of("a", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Headers.builder().status(503, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsWhatItWroteWhateverTheText(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            Headers.Builder builder = Headers.builder();
            List<Headers.Entry> model = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                String name = "k" + random.nextInt(3);
                String value = text(random);
                builder.add(name, value);
                model.add(new Headers.Entry(name, value.strip()));
            }
            Headers headers = builder.build();
            byte[] encoded = headers.encode();
            assertThat(encoded).hasSize(headers.encodedLength());
            assertThat(Headers.parse(encoded, 0, encoded.length).entries()).isEqualTo(model);
            if (encoded.length > 0) {
                encoded[random.nextInt(encoded.length)] = (byte) random.nextInt(256);
                try {
                    Headers again = Headers.parse(encoded, 0, encoded.length);
                    assertThat(Headers.parse(again.encode(), 0, again.encodedLength()))
                            .isEqualTo(again);
                } catch (HeadersException expected) {
                    assertThat(expected).message().startsWith("headers: ");
                }
            }
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String[] bits = {"a", ":", " ", "é", "😀", "=", "\u0001", "x y"};
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(bits[random.nextInt(bits.length)]);
        }
        return text.toString();
    }
}
