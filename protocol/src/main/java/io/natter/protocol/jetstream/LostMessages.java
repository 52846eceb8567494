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
public record LostMessages(List<Long> messages, long bytes, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<LostMessages> JSON = JsonForm.of(LostMessages::read, LostMessages::write);

    /** Copies lists and maps. */
    public LostMessages {
        messages = List.copyOf(messages);
    }

    /** All of it, and nothing unknown. */
    public LostMessages(List<Long> messages, long bytes) {
        this(messages, bytes, UnknownFields.NONE);
    }

    private static LostMessages read(ObjectReader in) {
        return new LostMessages(in.unsigneds("msgs"), in.unsigned("bytes"), in.rest());
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("msgs", messages).alwaysUnsigned("bytes", bytes).rest(unknown);
    }
}
