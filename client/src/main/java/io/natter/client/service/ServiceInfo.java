package io.natter.client.service;

import io.natter.protocol.json.JsonForm;
import java.util.List;

/**
 * What an instance of a service offers: the answer to INFO (ADR-32).
 *
 * <p>Immutable.
 *
 * @param identity which instance
 * @param description for people; may be empty
 * @param endpoints where it listens
 */
public record ServiceInfo(ServiceIdentity identity, String description, List<EndpointInfo> endpoints) {
    static final String TYPE = "io.nats.micro.v1.info_response";

    static final JsonForm<ServiceInfo> JSON = JsonForm.of(
            json -> {
                Answers.requireType(json, TYPE);
                return new ServiceInfo(
                        ServiceIdentity.read(json),
                        json.string("description"),
                        json.objects("endpoints", EndpointInfo.JSON));
            },
            (info, json) -> {
                info.identity.write(TYPE, json);
                json.always("description", info.description);
                json.alwaysAll("endpoints", info.endpoints, EndpointInfo.JSON);
            });

    /** Copies the list. */
    public ServiceInfo {
        endpoints = List.copyOf(endpoints);
    }

    /** The answer as it goes over the wire. */
    public byte[] toJson() {
        return JSON.write(this);
    }
}
