package io.natter.conformance.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyParserTest {
    private static final String STREAM = "INFO {\"proto\":1} \r\n+OK\r\nMSG a 1 4\r\n\r\n\r\n\r\nHMSG b 2 r 12 14\r\n"
            + "NATS/1.0\r\n\r\nhi\r\nPING\r\n-ERR 'no'\r\nWHAT\r\n";

    @ParameterizedTest(name = "cut every {0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsTheSameHoweverTheBytesAreCut(int cut) {
        assertThat(textsOf(STREAM, cut))
                .containsExactly(
                        "INFO {proto=1}",
                        "+OK",
                        "MSG a 1 4 | \\r\\n\\r\\n",
                        "HMSG b 2 r 12 14 | NATS/1.0\\r\\n\\r\\nhi",
                        "PING",
                        "-ERR 'no'",
                        "WHAT");
    }

    @Test
    void keepsWhatIsCutOff() {
        ReplyParser parser = new ReplyParser();
        parser.feed("MSG a 1 5\r\nhel".getBytes(ISO_8859_1), 14);
        assertThat(parser.next()).isEmpty();
        assertThat(parser.rest().map(Reply::text)).hasValue("cut off: MSG a 1 5\\r\\nhel");
    }

    @Test
    void takesADeliveryWithoutASizeForNoOperation() {
        assertThat(textsOf("MSG a 1 x\r\n+OK\r\n", 100)).containsExactly("MSG a 1 x", "+OK");
    }

    private static List<String> textsOf(String stream, int cut) {
        ReplyParser parser = new ReplyParser();
        List<String> texts = new ArrayList<>();
        byte[] bytes = stream.getBytes(ISO_8859_1);
        for (int at = 0; at < bytes.length; at += cut) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + cut));
            parser.feed(piece, piece.length);
            for (Optional<Reply> next = parser.next(); next.isPresent(); next = parser.next()) {
                texts.add(next.get().text());
            }
        }
        assertThat(parser.rest()).isEmpty();
        return texts;
    }
}
