package io.natter.client.keyvalue;

import io.natter.client.Codec;
import io.natter.client.CodecException;
import io.natter.client.Message;
import io.natter.client.Outgoing;

/**
 * How values are written and read.
 *
 * <p>Must be thread-safe.
 *
 * @param <V> type of the values
 */
interface Values<V> {
    /** By the codec the connection has for the type. */
    static <V> Values<V> of(Class<V> type) {
        return new Values<>() {
            @Override
            public Outgoing write(String subject, V value) {
                return Outgoing.of(subject, value);
            }

            @Override
            public V read(Message message) {
                return message.as(type);
            }
        };
    }

    /** By this codec. */
    static <V> Values<V> of(Codec<V> codec) {
        return new Values<>() {
            @Override
            public Outgoing write(String subject, V value) {
                try {
                    return Outgoing.of(subject, codec.encode(value)).withHeaders(codec.headers(value));
                } catch (Exception failure) {
                    throw new CodecException(
                            "codec: failed to encode " + value.getClass().getName(), failure);
                }
            }

            @Override
            public V read(Message message) {
                try {
                    return codec.decode(message);
                } catch (Exception failure) {
                    throw new CodecException("codec: failed to decode " + message, failure);
                }
            }
        };
    }

    Outgoing write(String subject, V value);

    V read(Message message);
}
