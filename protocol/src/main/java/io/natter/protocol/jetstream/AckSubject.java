package io.natter.protocol.jetstream;

/**
 * What the reply subject of a delivered message says: which delivery it is (D180, D181).
 *
 * <p>Immutable. {@link AckSubjectView} reads the same without allocating.
 *
 * <pre>
 *  $JS.ACK.                          stream.consumer.delivered.stream seq.consumer seq.time ns.pending            9 tokens
 *  $JS.ACK.domain or _.account hash. stream.consumer.delivered.stream seq.consumer seq.time ns.pending[.more]    11 or more
 * </pre>
 *
 * @param domain domain of the server; empty for none, or in the short form
 * @param accountHash hash of the account; empty in the short form
 * @param stream name of the stream
 * @param consumer name of the consumer
 * @param deliveredCount how often this message was delivered, 1 for the first time
 * @param streamSequence sequence of the message, unsigned
 * @param consumerSequence number of the delivery, unsigned
 * @param timestampNs when it was stored, nanoseconds since 1970
 * @param pendingCount messages still to come, unsigned
 */
public record AckSubject(
        String domain,
        String accountHash,
        String stream,
        String consumer,
        long deliveredCount,
        long streamSequence,
        long consumerSequence,
        long timestampNs,
        long pendingCount) {

    /** What both forms begin with. */
    public static final String PREFIX = "$JS.ACK.";

    /** The short form. */
    public String format() {
        return withNumbers(new StringBuilder(128).append(PREFIX));
    }

    /** The long form, with domain and account. */
    public String formatWithAccount() {
        StringBuilder subject = new StringBuilder(160).append(PREFIX);
        subject.append(domain.isEmpty() ? "_" : domain).append('.');
        return withNumbers(subject.append(accountHash).append('.'));
    }

    private String withNumbers(StringBuilder subject) {
        return subject.append(stream)
                .append('.')
                .append(consumer)
                .append('.')
                .append(Long.toUnsignedString(deliveredCount))
                .append('.')
                .append(Long.toUnsignedString(streamSequence))
                .append('.')
                .append(Long.toUnsignedString(consumerSequence))
                .append('.')
                .append(timestampNs)
                .append('.')
                .append(Long.toUnsignedString(pendingCount))
                .toString();
    }
}
