package io.natter.server.core;

import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ErrorText;

/** What log lines say of a client: {@code  - "v1.2:java:orders"} (C130). Pure. */
final class ClientLabel {
    private ClientLabel() {}

    /** The label of a client, with its leading separator; empty when it said nothing of itself. */
    static String of(ConnectOptions options) {
        var label = new StringBuilder();
        String version = options.version();
        if (version != null && !version.isEmpty()) {
            label.append('v').append(version);
        }
        add(label, options.lang());
        add(label, options.name());
        return label.isEmpty() ? "" : " - " + ErrorText.quote(label.toString());
    }

    private static void add(StringBuilder label, @org.jspecify.annotations.Nullable String part) {
        if (part != null && !part.isEmpty()) {
            label.append(label.isEmpty() ? "" : ":").append(part);
        }
    }
}
