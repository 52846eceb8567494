package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.List;

/**
 * Where in a cluster a stream is to be (D70).
 *
 * <p>Immutable.
 *
 * @param cluster name of the cluster, or empty
 * @param tags what its servers must be tagged with; {@code !tag} excludes
 * @param preferred server that is to lead, or empty
 * @param unknown fields that were read without being known
 */
public record Placement(String cluster, List<String> tags, String preferred, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<Placement> JSON = JsonForm.of(Placement::read, Placement::write);

    /** Copies lists and maps. */
    public Placement {
        tags = List.copyOf(tags);
    }

    /** All of it, and nothing unknown. */
    public Placement(String cluster, List<String> tags, String preferred) {
        this(cluster, tags, preferred, UnknownFields.NONE);
    }

    private static Placement read(ObjectReader in) {
        return new Placement(in.string("cluster"), in.strings("tags"), in.string("preferred"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("cluster", cluster)
                .put("tags", tags)
                .put("preferred", preferred)
                .rest(unknown);
    }
}
