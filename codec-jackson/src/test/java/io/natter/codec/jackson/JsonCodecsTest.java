package io.natter.codec.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.natter.client.CodecException;
import io.natter.client.Codecs;
import io.natter.client.Message;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON as the fallback of a connection's codecs. */
class JsonCodecsTest {
    private final Codecs codecs = Codecs.BUILT_IN.withFallback(JsonCodecs.all(new ObjectMapper()));

    /** A value with parts. */
    public record Order(String id, int count, List<String> tags) {}

    @Test
    void writesAndReadsRecords() {
        byte[] json = codecs.encode(new Order("o-1", 3, List.of("new")));
        assertThat(new String(json, UTF_8)).isEqualTo("{\"id\":\"o-1\",\"count\":3,\"tags\":[\"new\"]}");
        assertThat(codecs.decode(message(json), Order.class)).isEqualTo(new Order("o-1", 3, List.of("new")));
    }

    @Test
    void leavesTextsAndBytesAlone() {
        assertThat(codecs.encode("text")).isEqualTo("text".getBytes(UTF_8));
        assertThat(codecs.encode(new byte[] {1})).containsExactly(1);
        assertThat(new String(codecs.encode(Map.of("a", 1)), UTF_8)).isEqualTo("{\"a\":1}");
    }

    @Test
    void whatIsNoJsonIsACodecException() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codecs.decode(message("{".getBytes(UTF_8)), Order.class))
                .withMessageContaining(Order.class.getName());
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codecs.decode(message("null".getBytes(UTF_8)), Order.class));
    }

    private static Message message(byte[] payload) {
        return (Message) Proxy.newProxyInstance(
                Message.class.getClassLoader(),
                new Class<?>[] {Message.class},
                (proxy, method, arguments) -> method.getName().equals("payload") ? payload : "message");
    }
}
