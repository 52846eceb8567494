package io.natter.server.config;

/**
 * Where traced messages of an account are reported. Immutable. (B85)
 *
 * @param destination subject of the reports
 * @param sampling share of the traced messages that are reported, 1 to 100 percent
 */
public record MessageTrace(String destination, int sampling) {
    /** Checks every value. */
    public MessageTrace {
        Check.inRange("sampling", sampling, 1, 100);
    }

    /** A copy with another destination. */
    public MessageTrace withDestination(String destination) {
        return Copy.with(this, "destination", destination);
    }

    /** A copy with another sampling. */
    public MessageTrace withSampling(int sampling) {
        return Copy.with(this, "sampling", sampling);
    }
}
