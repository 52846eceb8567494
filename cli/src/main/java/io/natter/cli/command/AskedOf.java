package io.natter.cli.command;

import io.natter.client.jetstream.JetStreamApiException;
import io.natter.protocol.jetstream.ApiErrorCode;
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

    private static final Pattern NAME = Pattern.compile("([^\"> ]+)\"$");

    private AskedOf() {}

    /** Such as {@code stream "ORDERS"}; else what the exception says itself was asked. */
    static String thing(JetStreamApiException refused) {
        String message = String.valueOf(refused.getMessage());
        int end = message.lastIndexOf(": " + refused.description());
        String thing = thing(end < 0 ? message : message.substring(0, end));
        // whoever asked for a consumer is told of the stream alone where that is what is missing
        return refused.is(ApiErrorCode.STREAM_NOT_FOUND)
                ? thing.replaceFirst("^consumer \"(.*) > .*\"$", "stream \"$1\"")
                : thing;
    }

    /** What is said before the server's words, with the name of what was asked for, unless it stands there already. */
    static String named(String what, JetStreamApiException refused) {
        String thing = thing(refused);
        Matcher name = NAME.matcher(thing);
        boolean isNamed = !name.find() || what.contains(name.group(1));
        return isNamed ? what + ": " : what + ": " + thing + ": ";
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
