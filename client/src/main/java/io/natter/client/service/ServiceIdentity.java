package io.natter.client.service;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.Map;

/**
 * Which instance of which service answered: the answer to PING (ADR-32).
 *
 * <p>Immutable.
 *
 * @param name the kind of service
 * @param id the instance
 * @param version its semantic version
 * @param metadata facts about the instance
 */
public record ServiceIdentity(String name, String id, String version, Map<String, String> metadata) {
    static final String PING_TYPE = "io.nats.micro.v1.ping_response";

    static final JsonForm<ServiceIdentity> PING = JsonForm.of(
            json -> {
                Answers.requireType(json, PING_TYPE);
                return read(json);
            },
            (identity, json) -> identity.write(PING_TYPE, json));

    /** Copies the metadata. */
    public ServiceIdentity {
        metadata = Map.copyOf(metadata);
    }

    static ServiceIdentity read(ObjectReader json) {
        return new ServiceIdentity(
                json.string("name"), json.string("id"), json.string("version"), json.stringMap("metadata"));
    }

    void write(String type, ObjectWriter json) {
        json.always("type", type).always("name", name).always("id", id).always("version", version);
        Answers.writeMetadata(json, metadata);
    }
}
