package io.natter.client.jetstream;

import io.natter.protocol.jetstream.AssetName;

/** Refuses names before they become part of a subject (D10). Immutable. */
final class Names {
    private Names() {}

    static void require(String what, String name) {
        if (!AssetName.isValid(name)) {
            throw new IllegalArgumentException(what + " name: got \"" + name
                    + "\", expected 1 to 255 bytes without blanks, dots, wildcards and slashes");
        }
    }
}
