package io.natter.server.core;

import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ErrorText;
import org.jspecify.annotations.Nullable;

/** What log lines say of a client that was let in: {@code  - "v1.2:java:orders" - "A/user:alice"} (C130). Pure. */
final class ClientLabel {
    private ClientLabel() {}

    /** The label of a client in {@code account}, with its leading separator; empty when it said nothing of itself. */
    static String of(ConnectOptions options, String account) {
        String user = user(options);
        return program(options) + (user.isEmpty() ? "" : " - " + ErrorText.quote(account + "/" + user));
    }

    private static String user(ConnectOptions options) {
        if (isGiven(options.nkey())) {
            return "nkey:" + options.nkey();
        }
        if (isGiven(options.user())) {
            return "user:" + options.user();
        }
        return isGiven(options.authToken()) ? "token" : "";
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static String program(ConnectOptions options) {
        var label = new StringBuilder();
        String version = options.version();
        if (version != null && !version.isEmpty()) {
            label.append('v').append(version);
        }
        add(label, options.lang());
        add(label, options.name());
        return label.isEmpty() ? "" : " - " + ErrorText.quote(label.toString());
    }

    private static void add(StringBuilder label, @Nullable String part) {
        if (part != null && !part.isEmpty()) {
            label.append(label.isEmpty() ? "" : ":").append(part);
        }
    }
}
