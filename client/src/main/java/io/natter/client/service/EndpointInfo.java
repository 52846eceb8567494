package io.natter.client.service;

import io.natter.protocol.json.JsonForm;
import java.util.Map;

/**
 * One endpoint as its service describes it (ADR-32).
 *
 * <p>Immutable.
 *
 * @param name for people and tools; several endpoints may share one
 * @param subject where it listens
 * @param queueGroup the group whose members share its requests; empty for none
 * @param metadata facts about it, such as the schemas of its requests and answers
 */
public record EndpointInfo(String name, String subject, String queueGroup, Map<String, String> metadata) {
    static final JsonForm<EndpointInfo> JSON = JsonForm.of(
            json -> new EndpointInfo(
                    json.string("name"),
                    json.string("subject"),
                    json.string("queue_group"),
                    json.stringMap("metadata")),
            (endpoint, json) -> {
                json.always("name", endpoint.name).always("subject", endpoint.subject);
                json.always("queue_group", endpoint.queueGroup);
                Answers.writeMetadata(json, endpoint.metadata);
            });

    /** Copies the metadata. */
    public EndpointInfo {
        metadata = Map.copyOf(metadata);
    }
}
