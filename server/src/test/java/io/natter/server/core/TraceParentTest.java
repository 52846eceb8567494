package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceParentTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        NATS/1.0~traceparent: x~~,    true
        NATS/1.0~TRACEPARENT:x~~,     true
        NATS/1.0~a: b~TraceParent: ,  true
        NATS/1.0~xtraceparent: x~~,   false
        NATS/1.0~traceparent : x~~,   false
        NATS/1.0~a: traceparent: x~~, false
        traceparent: x~~,             false
        NATS/1.0~traceparen,          false
        :,                            false
        """)
    void aLineBeginsWithTheName(String block, boolean isThere) {
        byte[] bytes = ("...." + block.replace("~", "\r\n")).getBytes(UTF_8);
        assertThat(TraceParent.isIn(bytes, 4, bytes.length - 4)).isEqualTo(isThere);
    }

    @Test
    void isFoundWhereSearchingTheTextFindsIt() {
        String pieces = "traceparent:\n\rTRACEPARENT: x";
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            while (text.length() < 60) {
                int from = random.nextInt(pieces.length());
                text.append(pieces, from, from + random.nextInt(pieces.length() - from + 1));
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            assertThat(TraceParent.isIn(bytes, 0, bytes.length))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(text.toString().toLowerCase(Locale.ROOT).contains("\ntraceparent:"));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        00-a-b-01,   true
        00-a-b-03,   true
        00-a-b-7f,   true
        00-a-b-00,   false
        00-a-b-02,   false
        00-a-b-ff,   false
        00-a-b-1,    false
        00-a-b-001,  false
        00-a-b-0x,   false
        00-a-b-+1,   true
        00-a-01,     false
        00-a-b-01-c, false
        """)
    void theLastBitOfTheFlagsSaysSo(String value, boolean isSampled) {
        assertThat(TraceParent.isSampled(Map.of("traceparent", List.of(value)))).isEqualTo(isSampled);
        assertThat(TraceParent.isSampled(Map.of("TraceParent", List.of("x", value))))
                .isEqualTo(isSampled);
        assertThat(TraceParent.isSampled(Map.of("other", List.of(value)))).isFalse();
    }
}
