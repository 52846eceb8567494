package io.natter.cli.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A payload that templates can be filled in, and that keeps bytes that are no text.
 *
 * <p><i>Immutable.</i> Bytes are held as text of one character a byte.
 *
 * @param text the payload, or its template
 * @param charset how it becomes bytes
 */
record Payload(String text, Charset charset) {
    static final Payload EMPTY = ofText("");

    static Payload ofText(String text) {
        return new Payload(text, StandardCharsets.UTF_8);
    }

    static Payload ofBytes(byte[] bytes) {
        return new Payload(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }
}
