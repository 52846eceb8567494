package io.natter.client.service;

import io.natter.protocol.json.JsonForm;
import java.time.Instant;
import java.util.List;

/**
 * Figures of an instance of a service: the answer to STATS (ADR-32).
 *
 * <p>Immutable.
 *
 * @param identity which instance
 * @param started when it started, or its figures were reset
 * @param endpoints figures of each endpoint
 */
public record ServiceStats(ServiceIdentity identity, Instant started, List<EndpointStats> endpoints) {
    static final String TYPE = "io.nats.micro.v1.stats_response";

    static final JsonForm<ServiceStats> JSON = JsonForm.of(
            json -> {
                Answers.requireType(json, TYPE);
                return new ServiceStats(
                        ServiceIdentity.read(json),
                        json.timeOrZero("started"),
                        json.objects("endpoints", EndpointStats.JSON));
            },
            (stats, json) -> {
                stats.identity.write(TYPE, json);
                json.always("started", stats.started);
                json.alwaysAll("endpoints", stats.endpoints, EndpointStats.JSON);
            });

    /** Copies the list. */
    public ServiceStats {
        endpoints = List.copyOf(endpoints);
    }

    /** The answer as it goes over the wire. */
    public byte[] toJson() {
        return JSON.write(this);
    }
}
