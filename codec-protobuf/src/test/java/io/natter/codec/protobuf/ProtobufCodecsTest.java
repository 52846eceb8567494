package io.natter.codec.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import io.natter.client.CodecException;
import io.natter.client.Codecs;
import io.natter.client.Message;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Generated messages as values of a connection. */
class ProtobufCodecsTest {
    private final Codecs codecs = Codecs.BUILT_IN.withFallback(ProtobufCodecs.all());

    @Test
    void writesAndReadsGeneratedMessages() {
        Timestamp value = Timestamp.newBuilder().setSeconds(5).setNanos(7).build();
        byte[] payload = codecs.encode(value);
        assertThat(payload).isEqualTo(value.toByteArray());
        assertThat(codecs.decode(message(payload), Timestamp.class)).isEqualTo(value);
    }

    @Test
    void aCodecOfOneTypeCanBeRegisteredAlone() {
        Codecs one = Codecs.BUILT_IN.with(StringValue.class, ProtobufCodecs.of(StringValue.parser()));
        assertThat(one.decode(message(one.encode(StringValue.of("x"))), StringValue.class))
                .isEqualTo(StringValue.of("x"));
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> one.codecFor(Timestamp.class));
    }

    @Test
    void otherTypesHaveNoCodec() {
        assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codecs.codecFor(Integer.class));
    }

    @Test
    void whatIsNoMessageIsACodecException() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codecs.decode(message(new byte[] {8}), Timestamp.class));
    }

    private static Message message(byte[] payload) {
        return (Message) Proxy.newProxyInstance(
                Message.class.getClassLoader(),
                new Class<?>[] {Message.class},
                (proxy, method, arguments) -> method.getName().equals("payload") ? payload : "message");
    }
}
