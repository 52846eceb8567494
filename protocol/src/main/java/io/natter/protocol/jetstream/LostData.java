package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.util.List;

/**
 * Messages a store knows it has lost.
 *
 * <p>Immutable.
 *
 * @param messages their sequences, unsigned
 * @param bytes their size
 * @param unknown fields that were read without being known
 */
public record LostData(List<Long> messages, long bytes, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<LostData> JSON = JsonForm.of(LostData::read, LostData::write);

    /** Copies lists and maps. */
    public LostData {
        messages = List.copyOf(messages);
    }

    /** All of it, and nothing unknown. */
    public LostData(List<Long> messages, long bytes) {
        this(messages, bytes, UnknownFields.NONE);
    }

    private static LostData read(ObjectReader in) {
        return new LostData(in.unsigneds("msgs"), in.unsigned("bytes"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("msgs", messages).alwaysUnsigned("bytes", bytes).rest(unknown);
    }
}
