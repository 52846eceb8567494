package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckSubject;
import io.natter.protocol.wire.ByteBuilder;

/**
 * Writes the reply subjects of a consumer's deliveries (D180, D181), one after the other into the same bytes.
 *
 * <p>Confined to the stream's loop.
 */
final class AckReply {
    private static final byte[] DOT = {'.'};

    private final byte[] prefix;
    private final ByteBuilder out;

    AckReply(OwningStream stream, String consumer) {
        var text = new StringBuilder(AckSubject.PREFIX);
        if (stream.usesLongAckSubjects()) {
            text.append(domainToken(stream))
                    .append('.')
                    .append(stream.accountHash())
                    .append('.');
        }
        text.append(stream.config().name()).append('.').append(consumer).append('.');
        out = new ByteBuilder(text.length() + 5 * 21);
        prefix = out.append(text).toBytes();
    }

    /** The domain as it stands in subjects: {@code _} for none. */
    static String domainToken(OwningStream stream) {
        return stream.domain().isEmpty() ? "_" : stream.domain();
    }

    /** Writes the subject of one delivery over the one before. */
    void write(long deliveredCount, long seq, long deliverySeq, long timeNs, long pendingCount) {
        out.clear();
        out.append(prefix)
                .append(deliveredCount)
                .append(DOT)
                .append(seq)
                .append(DOT)
                .append(deliverySeq)
                .append(DOT)
                .append(timeNs)
                .append(DOT)
                .append(pendingCount);
    }

    byte[] bytes() {
        return out.array();
    }

    int length() {
        return out.length();
    }
}
