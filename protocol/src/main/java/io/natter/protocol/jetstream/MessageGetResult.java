package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * The message that was wanted (D28).
 *
 * <p>Immutable.
 *
 * @param message the message, or null
 * @param unknown fields that were read without being known
 */
public record MessageGetResult(@Nullable StoredMessage message, UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<MessageGetResult> JSON = JsonForm.of(MessageGetResult::read, MessageGetResult::write);

    /** All of it, and nothing unknown. */
    public MessageGetResult(@Nullable StoredMessage message) {
        this(message, UnknownFields.NONE);
    }

    private static MessageGetResult read(ObjectReader in) {
        return new MessageGetResult(in.objectOrNull("message", StoredMessage.JSON), in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("message", message, StoredMessage.JSON).rest(unknown);
    }
}
