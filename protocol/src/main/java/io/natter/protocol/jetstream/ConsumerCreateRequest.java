package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * A request to create or change a consumer (D32).
 *
 * <p>Immutable.
 *
 * @param streamName name of the stream
 * @param config what it is to be
 * @param action what is insisted on
 * @param pedantic whether the server must not adjust the configuration
 * @param unknown fields that were read without being known
 */
public record ConsumerCreateRequest(
        String streamName, ConsumerConfig config, ConsumerAction action, boolean pedantic, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerCreateRequest> JSON =
            JsonForm.of(ConsumerCreateRequest::read, ConsumerCreateRequest::write);

    /** All of it, and nothing unknown. */
    public ConsumerCreateRequest(String streamName, ConsumerConfig config, ConsumerAction action, boolean pedantic) {
        this(streamName, config, action, pedantic, UnknownFields.NONE);
    }

    private static ConsumerCreateRequest read(ObjectReader in) {
        return new ConsumerCreateRequest(
                in.string("stream_name"),
                in.object("config", ConsumerConfig.JSON),
                in.word("action", ConsumerAction.CREATE_OR_UPDATE),
                in.bool("pedantic"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("stream_name", streamName)
                .always("config", config, ConsumerConfig.JSON)
                .always("action", action)
                .put("pedantic", pedantic)
                .rest(unknown);
    }
}
