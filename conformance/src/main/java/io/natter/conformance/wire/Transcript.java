package io.natter.conformance.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came back while a script was played. Immutable.
 *
 * <p>The order of replies on a connection is kept, with one exception: deliveries of the same message to several
 * subscriptions of a connection come in any order from any server, and are sorted by sid.
 *
 * @param connections by letter
 * @param trouble what went wrong on the way, such as an answer that did not come; empty when nothing did
 */
public record Transcript(Map<Character, Side> connections, List<String> trouble) {
    /**
     * What came over one connection.
     *
     * @param replies in order of arrival, without the PONGs the script's own waits asked for
     * @param closed whether the server closed it
     */
    public record Side(List<Reply> replies, boolean closed) {
        /** Copies the list. */
        public Side {
            replies = List.copyOf(replies);
        }
    }

    /** Copies the collections. */
    public Transcript {
        connections = Map.copyOf(connections);
        trouble = List.copyOf(trouble);
    }

    /** All that two servers must agree on, one line a reply. */
    public List<String> lines(Script script) {
        return lines(script, true);
    }

    /** What the corpus keeps: as {@link #lines}, INFO only where the script asks for it. */
    public List<String> goldenLines(Script script) {
        return lines(script, script.has(Script.Option.INFO));
    }

    private List<String> lines(Script script, boolean withInfo) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(connections).forEach((letter, side) -> {
            List<Reply> shown = side.replies().stream()
                    .filter(reply -> withInfo || reply.kind() != Reply.Kind.INFO)
                    .filter(reply -> script.has(Script.Option.PINGS) || reply.kind() != Reply.Kind.PING)
                    .toList();
            List<String> texts = script.has(Script.Option.UNORDERED) ? unordered(shown) : ordered(shown);
            texts.forEach(text -> lines.add(letter + "< " + text));
            lines.add(letter + "= " + (side.closed() ? "closed" : "open"));
        });
        trouble.forEach(text -> lines.add("!! " + text));
        return lines;
    }

    private static List<String> ordered(List<Reply> replies) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < replies.size()) {
            int end = at + 1;
            while (end < replies.size() && sameMessage(replies.get(at), replies.get(end))) {
                end++;
            }
            replies.subList(at, end).stream().map(Reply::text).sorted().forEach(texts::add);
            at = end;
        }
        return texts;
    }

    private static boolean sameMessage(Reply one, Reply other) {
        return one.isDelivery() && other.isDelivery() && one.textWithoutSid().equals(other.textWithoutSid());
    }

    private static List<String> unordered(List<Reply> replies) {
        return replies.stream()
                .map(reply -> reply.isDelivery() ? reply.textWithoutSid() : reply.text())
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
