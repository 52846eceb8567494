package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known by its bytes is read as JSON reads it; all else is left alone. */
final class PlainPubAckTest {
    private static final String[] WORDS = {
        "{",
        "}",
        "\"stream\"",
        "\"seq\"",
        ":",
        ",",
        "\"",
        " ",
        "\"S\"",
        "\"\\u0041\"",
        "\"ü\"",
        "0",
        "7",
        "123456789012345678",
        "-",
        ".5",
        "01",
        "\n",
        "\"duplicate\":true",
        "\"domain\":\"d\"",
        "x",
        "\"stream\":\"ORDERS\", \"seq\":17"
    };

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', delimiter = '|', textBlock = """
            {"stream":"ORDERS", "seq":17}                       | 17
            {"stream":"ORDERS","seq":0}                         | 0
            { "stream" : "a b" , "seq" : 9 }                    | 9
            {"stream":"S","seq":123456789012345678}             | 123456789012345678
            {"stream":"S","seq":1234567890123456789}            | -1
            {"stream":"S","seq":01}                             | -1
            {"stream":"S","seq":-1}                             | -1
            {"stream":"S","seq":1.0}                            | -1
            {"stream":"S","seq":1,"duplicate":true}             | -1
            {"stream":"S","domain":"d","seq":1}                 | -1
            {"stream":"","seq":1}                               | -1
            {"stream":"S\\n","seq":1}                           | -1
            {"stream":"ü","seq":1}                              | -1
            {"seq":1,"stream":"S"}                              | -1
            {"stream":"S","seq":1}x                             | -1
            {"stream":"S","seq":1                               | -1
            {"stream":"S","seq":}                               | -1
            {"error":{"code":503}}                              | -1
            ''                                                  | -1
            """)
    void knowsTheShapeAlone(String json, long sequence) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(PlainPubAck.sequence(bytes)).isEqualTo(sequence);
    }

    /** A stream and a sequence, read in full. */
    private record Both(@Nullable String stream, long sequence) {
        static Both read(JsonFields in) {
            String stream = null;
            long sequence = -1;
            while (in.next()) {
                switch (in.key()) {
                    case "stream" -> stream = in.string(null);
                    case "seq" -> sequence = in.integer(-1);
                    default -> in.skip();
                }
            }
            return new Both(stream, sequence);
        }
    }

    @Test
    void readsAsJsonReads() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        int known = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text =
                    new StringBuilder(random.nextInt(3) == 0 ? "{\"stream\":\"S" + i + "\",\"seq\":" + i : "");
            for (int words = random.nextInt(6); words > 0; words--) {
                text.append(WORDS[random.nextInt(WORDS.length)]);
            }
            byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
            long sequence = PlainPubAck.sequence(json);
            if (sequence >= 0) {
                known++;
                assertThat(full(json))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(new Both(PlainPubAck.stream(json), sequence));
            }
        }
        assertThat(known).isPositive();
    }

    private static @Nullable Both full(byte[] json) {
        try {
            return JsonFields.read(json, 0, json.length, Both::read);
        } catch (JsonException unreadable) {
            return null;
        }
    }
}
