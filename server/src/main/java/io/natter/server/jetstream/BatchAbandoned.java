package io.natter.server.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.time.Instant;

/**
 * The advisory that an atomic batch was given up (F, ADR-50).
 *
 * <p>Immutable.
 *
 * @param account name of the account; empty when the account itself is told
 * @param reason {@code timeout}, {@code large}, {@code incomplete} or {@code unsupported}
 */
record BatchAbandoned(
        String id, Instant time, String account, String stream, String domain, String batch, String reason) {
    static final String SUBJECT_PREFIX = "$JS.EVENT.ADVISORY.STREAM.BATCH_ABANDONED.";
    static final JsonForm<BatchAbandoned> JSON = JsonForm.of(BatchAbandoned::read, BatchAbandoned::write);

    private static final String TYPE = "io.nats.jetstream.advisory.v1.stream_batch_abandoned";

    /** The same for the system account. */
    BatchAbandoned withAccount(String name) {
        return new BatchAbandoned(id, time, name, stream, domain, batch, reason);
    }

    private static BatchAbandoned read(ObjectReader in) {
        return new BatchAbandoned(
                in.string("id"),
                in.timeOrZero("timestamp"),
                in.string("account"),
                in.string("stream"),
                in.string("domain"),
                in.string("batch"),
                in.string("reason"));
    }

    private void write(ObjectWriter out) {
        out.always("type", TYPE)
                .always("id", id)
                .always("timestamp", time)
                .put("account", account)
                .always("stream", stream)
                .put("domain", domain)
                .always("batch", batch)
                .always("reason", reason);
    }
}
