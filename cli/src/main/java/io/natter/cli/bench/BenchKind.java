package io.natter.cli.bench;

/** What a load does. <i>Immutable.</i> */
enum BenchKind {
    PUBLISH("Core NATS publisher", "publishing", "Publishing", "P"),
    SUBSCRIBE("Core NATS subscriber", "expecting", "Receiving", "S"),
    REQUEST("Core NATS service requester", "requesting", "Requesting", "P"),
    SERVE("Core NATS service server", "serving", "Serving", "?"),
    STREAM_PUBLISH_SYNC("JetStream synchronous publisher", "publishing", "Publishing", "P"),
    STREAM_PUBLISH_ASYNC("JetStream asynchronous publisher", "publishing", "Publishing", "P"),
    STREAM_PUBLISH_ATOMIC("JetStream atomic batch publisher", "publishing", "Publishing", "P"),
    STREAM_PUBLISH_FAST("JetStream fast batch publisher", "publishing", "Publishing", "P"),
    STREAM_ORDERED("JetStream ordered ephemeral consumer", "expecting", "Receiving", "S"),
    STREAM_CONSUME("JetStream durable consumer (callback)", "expecting", "Consuming", "S"),
    STREAM_FETCH("JetStream durable consumer (fetch)", "expecting", "Fetching", "S"),
    STREAM_GET("JetStream synchronous getter", "expecting", "Getting", "S"),
    STREAM_GET_BATCH("JetStream batched direct getter", "expecting", "Getting", "S"),
    KEY_VALUE_PUT("JetStream KV putter", "publishing", "Putting", "P"),
    KEY_VALUE_GET("JetStream KV getter", "trying to get", "Getting", "S");

    private final String label;
    private final String verb;
    private final String progress;
    private final String prefix;

    BenchKind(String label, String verb, String progress, String prefix) {
        this.label = label;
        this.verb = verb;
        this.progress = progress;
        this.prefix = prefix;
    }

    String label() {
        return label;
    }

    /** What a client is said to do with its messages when it starts. */
    String verb() {
        return verb;
    }

    String progress() {
        return progress;
    }

    /** Before the number of a client in the CSV. */
    String prefix() {
        return prefix;
    }
}
