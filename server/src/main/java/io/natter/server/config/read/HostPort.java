package io.natter.server.config.read;

import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import org.jspecify.annotations.Nullable;

/**
 * What {@code listen} gives: a port, or a host and a port. Immutable. (B20)
 *
 * @param host address or name, or null when only a port was given
 * @param port any number
 */
record HostPort(@Nullable String host, int port) {
    /** Reads a port or {@code host:port}, an IPv6 address in brackets. */
    static HostPort of(Given given) {
        if (given.value() instanceof Whole) {
            return new HostPort(null, given.number());
        }
        if (!(given.value() instanceof Text)) {
            throw given.fault("expected port or host:port, got " + given.value().kind());
        }
        String text = given.text();
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        if (colon < 0 || (!isBracketed && host.matches(".*[:\\[\\]].*"))) {
            throw given.fault("could not parse address string \"" + text + "\"");
        }
        String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
        return new HostPort(bare.isEmpty() ? null : bare, port(given, text.substring(colon + 1)));
    }

    private static int port(Given given, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw given.fault("could not parse port \"" + text + "\"");
        }
    }
}
