package io.natter.cli.bench;

/** What a load does. <i>Immutable.</i> */
enum BenchKind {
    PUBLISH("Core NATS publisher", "publishing", "Publishing", "P"),
    SUBSCRIBE("Core NATS subscriber", "expecting", "Receiving", "S"),
    REQUEST("Core NATS service requester", "requesting", "Requesting", "P"),
    SERVE("Core NATS service server", "serving", "Serving", "?");

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
