package io.natter.bench.workload;

/** What a workload tells about a server. */
public enum Measure {
    /** Messages handled a second: delivered, or for publish only published. */
    RATE("rate", "messages/s", true),
    /** Requests answered a second. */
    REQUEST_RATE("rate", "requests/s", true),
    /** Connections made a second. */
    CONNECTION_RATE("rate", "connections/s", true),
    /** Median latency. */
    P50("p50", "us", false),
    /** 99th percentile of latency. */
    P99("p99", "us", false),
    /** 99.9th percentile of latency. */
    P999("p99.9", "us", false),
    /** How late the generator itself sent in an open loop, median: part of every latency. */
    LATENESS("generator lateness p50", "us", false),
    /** Processor time of the server for each message, request or connection. */
    SERVER_CPU("server CPU", "us each", false),
    /** Resident memory of the server after the round. */
    SERVER_RSS("server RSS", "MiB", false),
    /** Resident memory that each connection adds. */
    CONNECTION_MEMORY("memory per connection", "KiB", false),
    /** Time to load all subscriptions. */
    LOAD_TIME("load time", "s", false),
    /** Resident memory that each subscription adds. */
    SUBSCRIPTION_MEMORY("memory per subscription", "B", false),
    /** Largest deviation of a queue member's share from the mean. */
    UNFAIRNESS("largest deviation of a member", "%", false),
    /** From the fork to the first byte of INFO. */
    START_TIME("start to ready", "ms", false),
    /** Values put into a bucket a second. */
    PUT_RATE("puts", "puts/s", true),
    /** Values got from a bucket a second. */
    GET_RATE("gets", "gets/s", true),
    /** Keys told to one who begins to watch, a second. */
    WATCH_RATE("watched keys", "keys/s", true),
    /** From the fork of a server that had streams to its answer that they are there again. */
    RESTART_TIME("restart", "ms", false),
    /** Resident memory that each stream adds. */
    STREAM_MEMORY("memory per stream", "KiB", false),
    /** Resident memory that each consumer adds. */
    CONSUMER_MEMORY("memory per consumer", "KiB", false),
    /** Heap bytes allocated by our server for each message; measured in a round of its own. */
    ALLOCATION("allocation", "B/message", false),
    /** Processor time of the client's process for each message or request. */
    CLIENT_CPU("client CPU", "us each", false),
    /** Heap bytes allocated by all threads of the client's process for each message or request. */
    CLIENT_ALLOCATION("allocation", "B each", false),
    /** Threads of the operating system that so many connections add. */
    CLIENT_THREADS("threads added", "threads", false),
    /** Live heap that each connection adds. */
    CLIENT_HEAP("live heap per connection", "KiB", false),
    /** Resident memory that each connection adds to the client's process. */
    CLIENT_MEMORY("memory per connection", "KiB", false),
    /** Threads after many connections came and went, in percent of those before. */
    THREAD_GROWTH("threads left", "% of before", false),
    /** Live heap after many connections came and went, in percent of that before. */
    HEAP_GROWTH("live heap left", "% of before", false),
    /** From the fork of the client's JVM to its first message received. */
    FIRST_MESSAGE("start to first message", "ms", false);

    private final String title;
    private final String unit;
    private final boolean higherIsBetter;

    Measure(String title, String unit, boolean higherIsBetter) {
        this.title = title;
        this.unit = unit;
        this.higherIsBetter = higherIsBetter;
    }

    /** Returns the name in tables. */
    public String title() {
        return title;
    }

    /** Returns the unit in tables. */
    public String unit() {
        return unit;
    }

    /** Returns whether the ratio says something about the servers, and not about chance or the generator. */
    public boolean isCompared() {
        return this != UNFAIRNESS && this != LATENESS;
    }

    /** Returns whether a ratio above 1 is a gain. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }
}
