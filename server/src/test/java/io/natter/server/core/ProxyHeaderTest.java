package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.core.ProxyHeader.Absent;
import io.natter.server.core.ProxyHeader.Incomplete;
import io.natter.server.core.ProxyHeader.Malformed;
import io.natter.server.core.ProxyHeader.Present;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What both servers answer to such bytes is in the corpus ({@code proxy.script}); here is what is read from them. */
class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            line                                                 | host        | port
            PROXY TCP4 192.0.2.7 198.51.100.1 5555 4222          | 192.0.2.7   | 5555
            PROXY TCP4 0.0.0.0 0.0.0.0 0 65535                   | 0.0.0.0     | 0
            PROXY TCP6 2001:db8:0:0::7 ::1 65535 4222            | 2001:db8::7 | 65535
            PROXY TCP6 ::ffff:192.0.2.7 ::ffff:198.51.100.1 1 2  | 192.0.2.7   | 1
            """)
    void aLineTellsTheClient(String line, String host, int port) {
        byte[] whole = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(of(line + "\r\nPING\r\n")).isEqualTo(new Present(whole.length, host, port));
        assertUndecidedBefore(whole, whole.length);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            after the signature                                                           | decided | length | host        | port
            21 11 000c c0000207 c6336401 15b3 107e                                        | 28      | 28     | 192.0.2.7   | 5555
            21 11 0010 c0000207 c6336401 15b3 107e 01020304                               | 28      | 32     | 192.0.2.7   | 5555
            21 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000001 ffff 0001 | 52 | 52 | 2001:db8::7 | 65535
            21 21 0024 00000000000000000000ffffc0000207 00000000000000000000ffffc0000207 0001 0001 | 52 | 52 | 192.0.2.7   | 1
            20 00 0000                                                                    | 16      | 16     |             | 0
            20 11 000c                                                                    | 16      | 28     |             | 0
            21 01 ffff                                                                    | 16      | 65551  |             | 0
            """)
    void aBinaryHeaderTellsTheClient(String rest, int decided, int length, String host, int port) {
        byte[] bytes = HexFormat.of().parseHex(SIGNATURE + rest.replace(" ", ""));
        assertThat(ProxyHeader.of(Unpooled.wrappedBuffer(bytes))).isEqualTo(new Present(length, host, port));
        assertUndecidedBefore(bytes, decided);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            line                                          | reason
            PROXY TCP4 192.0.2 198.51.100.1 5555 4222     | invalid PROXY protocol header: invalid address
            PROXY TCP4 01.2.3.4 198.51.100.1 5555 4222    | invalid PROXY protocol header: invalid address
            PROXY TCP4 localhost 198.51.100.1 5555 4222   | invalid PROXY protocol header: invalid address
            PROXY TCP6 fe80::1%0 ::1 5555 4222            | invalid PROXY protocol header: invalid address
            PROXY TCP6 [::1] ::1 5555 4222                | invalid PROXY protocol header: invalid address
            PROXY TCP4 ::1 ::1 5555 4222                  | invalid PROXY protocol header: TCP4 with IPv6 address
            PROXY TCP6 1.2.3.4 ::1 5555 4222              | invalid PROXY protocol header: TCP6 with IPv4 address
            PROXY TCP4 1.2.3.4 1.2.3.4 65536 4222         | invalid source port: "65536"
            PROXY TCP4 1.2.3.4 1.2.3.4 1 -1               | invalid dest port: "-1"
            PROXY TCP4 1.2.3.4 1.2.3.4 1 99999999999999999999999 | invalid dest port: "99999999999999999999999"
            PROXY UDP4 1.2.3.4 1.2.3.4 1 2                | invalid PROXY protocol header: invalid protocol "UDP4"
            PROXY TCP4 1.2.3.4 1.2.3.4 1                  | invalid PROXY protocol header: invalid v1 format
            """)
    void aLineThatCannotBeBelievedSaysWhy(String line, String reason) {
        assertThat(of(line + "\r\n")).isEqualTo(new Malformed(reason));
    }

    @Test
    void aLineEndsWithin107Bytes() {
        assertThat(of("PROXY UNKNOWN " + "x".repeat(91) + "\r\n")).isEqualTo(new Present(107, null, 0));
        assertThat(of("PROXY UNKNOWN " + "x".repeat(92) + "\r\n")).isInstanceOf(Malformed.class);
        assertThat(of("PROXY UNKNOWN " + "x".repeat(92))).isInstanceOf(Incomplete.class);
        assertThat(of("PROXY UNKNOWN " + "x".repeat(93))).isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT {}", "PROXY\t", "proxy TCP4", "PING\r\n", "PROXYX"})
    void whatIsNoHeaderIsLeftToTheClient(String text) {
        assertThat(of(text)).isEqualTo(new Absent());
    }

    @Test
    void noiseIsDecidedWithinTheBoundAndNeverThrows() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[ProxyHeader.UNDECIDED_BYTES_MAX];
            random.nextBytes(bytes);
            byte[] start = random.nextBoolean()
                    ? "PROXY TCP4 ".getBytes(StandardCharsets.US_ASCII)
                    : HexFormat.of().parseHex(SIGNATURE);
            System.arraycopy(start, 0, bytes, 0, random.nextInt(start.length + 1));
            assertThat(ProxyHeader.of(Unpooled.wrappedBuffer(bytes)))
                    .as("seed %d, round %d", seed, i)
                    .isNotInstanceOf(Incomplete.class);
        }
    }

    private static ProxyHeader of(String text) {
        return ProxyHeader.of(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private static void assertUndecidedBefore(byte[] bytes, int decided) {
        ByteBuf all = Unpooled.wrappedBuffer(bytes);
        for (int length = 0; length < decided; length++) {
            assertThat(ProxyHeader.of(all.slice(0, length))).isEqualTo(new Incomplete());
        }
        assertThat(ProxyHeader.of(all.slice(0, decided))).isInstanceOf(Present.class);
    }
}
