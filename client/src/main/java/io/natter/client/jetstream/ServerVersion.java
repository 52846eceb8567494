package io.natter.client.jetstream;

import io.natter.client.NatsConnection;
import io.natter.protocol.ServerInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a server, as far as it can be read.
 *
 * <p>Immutable. One that cannot be read counts as new: what it drops is found by what comes back.
 *
 * @param text as the server says it, or empty
 * @param number major, minor and patch in one number, or the largest
 */
record ServerVersion(String text, long number) {
    private static final Pattern NUMBERS = Pattern.compile("^v?(\\d{1,5})\\.(\\d{1,5})(?:\\.(\\d{1,5}))?");

    static ServerVersion of(NatsConnection connection) {
        ServerInfo info = connection.serverInfo();
        return parse(info == null ? "" : info.version());
    }

    static ServerVersion parse(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.find()) {
            return new ServerVersion(text, Long.MAX_VALUE);
        }
        String patch = numbers.group(3);
        return new ServerVersion(
                text,
                number(
                        Long.parseLong(numbers.group(1)),
                        Long.parseLong(numbers.group(2)),
                        patch == null ? 0 : Long.parseLong(patch)));
    }

    private static long number(long major, long minor, long patch) {
        return (major * 100_000 + minor) * 100_000 + patch;
    }

    /** Whether it is this version or newer. */
    boolean isAtLeast(ServerVersion other) {
        return number >= other.number;
    }
}
