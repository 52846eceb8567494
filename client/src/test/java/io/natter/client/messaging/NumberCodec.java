package io.natter.client.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.Codec;
import io.natter.client.Message;
import io.natter.protocol.wire.Headers;

/** Numbers as text, and a header that says so. Thread-safe. */
final class NumberCodec implements Codec<Integer> {
    @Override
    public byte[] encode(Integer value) {
        if (value < 0) {
            throw new IllegalArgumentException("value: got " + value + ", expected 0 or more");
        }
        return value.toString().getBytes(UTF_8);
    }

    @Override
    public Integer decode(Message message) {
        return Integer.valueOf(message.text());
    }

    @Override
    public Headers headers(Integer value) {
        return Headers.of("Kind", "number");
    }
}
