package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TraceHeaderTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            Nats-Trace-Dest: T          | true
            A: b!Nats-Trace-Dest: T     | true
            A: b!Nats-Trace-Dest:       | true
            nats-trace-dest: T          | false
            X-Nats-Trace-Dest: T        | false
            Nats-Trace-Dest             | false
            Nats-Trace-Only: true       | false
            Nats-Msg-Id: Nats-Trace-Dest: | false
            """)
    void onlyALineThatBeginsWithTheNameAsks(String lines, boolean asks) {
        byte[] block = ("NATS/1.0\r\n" + lines.replace("!", "\r\n") + "\r\n\r\n").getBytes(UTF_8);

        assertThat(TraceHeader.isIn(block, 0, block.length)).isEqualTo(asks);
    }

    @Test
    void itIsFoundWhereverASlowSearchFindsIt() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        String[] parts = {"\n", "Nats-", "Trace-", "Dest", ":", "\nNats-Trace-Dest:", "x", "\r\nNats-Trace-Des", "t:"};
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = ("##" + text + "##").getBytes(UTF_8);

            assertThat(TraceHeader.isIn(bytes, 2, bytes.length - 4))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(text.toString().contains("\nNats-Trace-Dest:"));
        }
    }
}
