package io.natter.server.config;

/**
 * Where the time of a service's answers is reported. Immutable. (B82)
 *
 * @param sampling share of requests that are measured, 1 to 100 percent; 0 when their headers ask for it
 * @param subject where the reports go
 */
public record ServiceLatency(int sampling, String subject) {
    /** Checks every value. */
    public ServiceLatency {
        Check.inRange("sampling", sampling, 0, 100);
    }

    /** A copy with another sampling. */
    public ServiceLatency withSampling(int sampling) {
        return Copy.with(this, "sampling", sampling);
    }

    /** A copy with another subject. */
    public ServiceLatency withSubject(String subject) {
        return Copy.with(this, "subject", subject);
    }
}
