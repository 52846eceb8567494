package io.natter.server.jetstream.api;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * An event about the API or an asset, as it stands in JSON: type, id, time, and what is peculiar to it (F12, F14).
 *
 * <p>Immutable.
 *
 * @param type what follows {@code io.nats.jetstream.advisory.v1.}
 * @param id a new id
 * @param time when it happened
 * @param rest writes its other fields
 */
record Advisory(String type, String id, Instant time, Consumer<ObjectWriter> rest) {
    private static final JsonForm<Advisory> JSON = JsonForm.of(
            in -> {
                throw new UnsupportedOperationException("advisories are only written");
            },
            Advisory::write);

    byte[] toJson() {
        return JSON.write(this);
    }

    private void write(ObjectWriter out) {
        out.always("type", "io.nats.jetstream.advisory.v1." + type)
                .always("id", id)
                .always("timestamp", time);
        rest.accept(out);
    }
}
