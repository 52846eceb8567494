package io.natter.conformance.jetstream;

/** One step of a sequence. Immutable. */
public sealed interface JetStreamStep {
    /**
     * A message that is answered once: an API request, or a publish to a stream.
     *
     * @param headers header lines, each with its CR LF, or empty for none
     */
    record Ask(String subject, String headers, String body) implements JetStreamStep {
        @Override
        public String toString() {
            return subject + (headers.isEmpty() ? "" : " [" + headers.replace("\r\n", "; ") + "]") + " " + body;
        }
    }

    /** A pull request, answered by up to {@code batch} messages, or fewer and a status. */
    record Pull(String stream, String consumer, String body, int batch) implements JetStreamStep {
        @Override
        public String toString() {
            return "pull " + stream + " " + consumer + " " + body;
        }
    }

    /**
     * An acknowledgement that asks for its own confirmation.
     *
     * @param delivery which of the deliveries so far, counted around when there are fewer
     */
    record Acknowledge(int delivery, String body) implements JetStreamStep {
        @Override
        public String toString() {
            return "ack #" + delivery + " " + body;
        }
    }
}
