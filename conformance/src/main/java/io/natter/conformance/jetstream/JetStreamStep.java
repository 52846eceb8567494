package io.natter.conformance.jetstream;

import java.util.List;

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

    /** Messages sent in one go, of which the last is answered whatever happened to the others. */
    record Batch(List<Ask> messages) implements JetStreamStep {
        /** Keeps a copy. */
        public Batch {
            messages = List.copyOf(messages);
        }

        @Override
        public String toString() {
            return "batch " + messages;
        }
    }

    /** A request that is answered by messages and a status behind them. */
    record Gather(String subject, String body) implements JetStreamStep {
        @Override
        public String toString() {
            return subject + " (many) " + body;
        }
    }

    /**
     * Looks what is delivered to a subject, until nothing comes any more.
     *
     * @param queue the queue group that listens, or empty for none
     */
    record Listen(String subject, String queue) implements JetStreamStep {
        @Override
        public String toString() {
            return "listen " + subject + " " + queue;
        }
    }

    /** Waits until a stream that copies another one has what there is. */
    record Settle(String stream) implements JetStreamStep {
        @Override
        public String toString() {
            return "settle " + stream;
        }
    }
}
