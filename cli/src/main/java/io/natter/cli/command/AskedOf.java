package io.natter.cli.command;

import io.natter.client.jetstream.JetStreamApiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names what a refused request was about, read from the subject that it went to. <i>Thread-safe:</i> pure functions. */
final class AskedOf {
    private static final Pattern STREAM = Pattern.compile(
            ".*\\.STREAM\\.(?:INFO|CREATE|UPDATE|DELETE|PURGE|SNAPSHOT|RESTORE|MSG\\.GET|MSG\\.DELETE|LEADER\\.STEPDOWN|PEER\\.REMOVE)"
                    + "\\.([^.]+)");
    private static final Pattern DIRECT = Pattern.compile(".*\\.DIRECT\\.GET\\.([^.]+)(?:\\..*)?");
    private static final Pattern LISTED = Pattern.compile(".*\\.CONSUMER\\.(?:LIST|NAMES)\\.([^.]+)");
    private static final Pattern CONSUMER = Pattern.compile(
            ".*\\.CONSUMER\\.(?:INFO|CREATE|DURABLE\\.CREATE|DELETE|PAUSE|RESET|UNPIN|MSG\\.NEXT|LEADER\\.STEPDOWN)"
                    + "\\.([^.]+)(?:\\.([^.]+)(?:\\..*)?)?");

    private AskedOf() {}

    /** Such as {@code stream "ORDERS"}; else what the exception says itself was asked. */
    static String thing(JetStreamApiException refused) {
        String message = String.valueOf(refused.getMessage());
        int end = message.lastIndexOf(": " + refused.description());
        return thing(end < 0 ? message : message.substring(0, end));
    }

    static String thing(String asked) {
        for (Pattern pattern : new Pattern[] {STREAM, LISTED, DIRECT}) {
            Matcher stream = pattern.matcher(asked);
            if (stream.matches()) {
                return "stream \"" + stream.group(1) + "\"";
            }
        }
        Matcher consumer = CONSUMER.matcher(asked);
        if (!consumer.matches()) {
            return asked;
        }
        String name = consumer.group(2) == null ? "" : " > " + consumer.group(2);
        return (name.isEmpty() ? "stream" : "consumer") + " \"" + consumer.group(1) + name + "\"";
    }
}
