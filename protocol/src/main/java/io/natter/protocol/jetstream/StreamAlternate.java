package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;

/**
 * Another stream that holds the same messages.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param domain its domain, or empty
 * @param cluster its cluster
 * @param unknown fields that were read without being known
 */
public record StreamAlternate(String name, String domain, String cluster, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamAlternate> JSON = JsonForm.of(StreamAlternate::read, StreamAlternate::write);

    /** All of it, and nothing unknown. */
    public StreamAlternate(String name, String domain, String cluster) {
        this(name, domain, cluster, UnknownFields.NONE);
    }

    private static StreamAlternate read(ObjectReader in) {
        return new StreamAlternate(in.string("name"), in.string("domain"), in.string("cluster"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("name", name)
                .put("domain", domain)
                .always("cluster", cluster)
                .rest(unknown);
    }
}
