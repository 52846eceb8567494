package io.natter.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Which codec is found for which type. */
class CodecsTest {
    @Test
    void knowsBytesAndTexts() {
        assertThat(Codecs.BUILT_IN.encode(new byte[] {1})).containsExactly(1);
        assertThat(Codecs.BUILT_IN.encode("\u00e9")).isEqualTo("\u00e9".getBytes(UTF_8));
        assertThat(Codecs.BUILT_IN.encode(CharBuffer.wrap("x"))).isEqualTo("x".getBytes(UTF_8));
        ByteBuffer buffer = ByteBuffer.allocate(8).put((byte) 7).put((byte) 8).flip();
        assertThat(Codecs.BUILT_IN.encode(buffer)).containsExactly(7, 8);
        assertThat(buffer.remaining()).as("a buffer stays as it was").isEqualTo(2);
        assertThat(Codecs.BUILT_IN.encode(ByteBuffer.allocateDirect(3))).hasSize(3);
    }

    @Test
    void findsTheNearestOfSuperclassesThenInterfacesThenTheFallback() {
        Codecs codecs = Codecs.BUILT_IN
                .with(Collection.class, named("collection"))
                .with(Number.class, named("number"))
                .with(Integer.class, named("integer"))
                .withFallback(type -> type == Thread.class ? named("fallback") : null);
        assertThat(encoded(codecs, 1)).isEqualTo("integer");
        assertThat(encoded(codecs, 1L)).isEqualTo("number");
        assertThat(encoded(codecs, new ArrayList<>())).isEqualTo("collection");
        assertThat(encoded(codecs, List.of())).isEqualTo("collection");
        assertThat(encoded(codecs, new Thread())).isEqualTo("fallback");
        assertThat(encoded(codecs, "text")).isEqualTo("text");
    }

    @Test
    void ownCodecsForTextsWin() {
        assertThat(encoded(Codecs.BUILT_IN.with(String.class, named("own")), "text"))
                .isEqualTo("own");
    }

    @Test
    void looksATypeUpOnce() {
        AtomicInteger calls = new AtomicInteger();
        Codecs codecs = Codecs.BUILT_IN.withFallback(type -> {
            calls.incrementAndGet();
            return null;
        });
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> codecs.encode(1));
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void saysWhatIsMissingAndWhere() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> Codecs.BUILT_IN.codecFor(Integer.class))
                .withMessage("codec: got none for java.lang.Integer, expected one in NatsOptions.codecs");
    }

    @Test
    void aFailingCodecIsNamedWithItsCause() {
        Codecs codecs = Codecs.BUILT_IN.with(Integer.class, new Codec<>() {
            @Override
            public byte[] encode(Integer value) throws Exception {
                throw new java.io.IOException("on purpose");
            }

            @Override
            public Integer decode(Message message) {
                return 1;
            }
        });
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> codecs.encode(1))
                .withMessage("codec: failed to encode java.lang.Integer")
                .havingRootCause()
                .withMessage("on purpose");
    }

    private static String encoded(Codecs codecs, Object value) {
        return new String(codecs.encode(value), UTF_8);
    }

    @SuppressWarnings("unchecked") // writes its name whatever it is given
    private static <T> Codec<T> named(String name) {
        return (Codec<T>) new Codec<Object>() {
            @Override
            public byte[] encode(Object value) {
                return name.getBytes(UTF_8);
            }

            @Override
            public Object decode(Message message) {
                return message.text();
            }
        };
    }
}
