package io.natter.conformance.jetstream;

import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Reply;
import io.natter.conformance.wire.WireConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Has one sequence with one server, over raw bytes. Confined to one thread.
 *
 * <p>Each step has an inbox and a sid of its own, by which its answers are told apart: a stream's message comes under its own subject.
 *
 * <p>A stream's name stands for another one in each talk, and again after it was deleted: the reference deletes in the background, and a
 * stream that is created anew under the same name may find messages of the old one, or fail.
 */
final class JetStreamTalk implements AutoCloseable {
    private static final AtomicInteger LAST_NUMBER = new AtomicInteger(100_000);
    private static final Pattern NAME = Pattern.compile("\\b(" + String.join("|", JetStreamSequences.STREAMS) + ")\\b");
    private static final Pattern NUMBERED =
            Pattern.compile("\\b(" + String.join("|", JetStreamSequences.STREAMS) + ")\\d{6}\\b");

    private static final String DELETE = "$JS.API.STREAM.DELETE.";

    private final WireConnection connection;
    private final List<String> deliveries = new ArrayList<>();
    private int number = LAST_NUMBER.incrementAndGet();
    private int lastSid;

    private JetStreamTalk(TestServer server) {
        connection = WireConnection.open(server.host(), server.port());
        connection.send(
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"protocol\":1}\r\n");
    }

    /** What the server answers to each step, one text a step. */
    static List<String> with(TestServer server, List<? extends JetStreamStep> steps) {
        try (JetStreamTalk talk = new JetStreamTalk(server)) {
            List<String> answers = new ArrayList<>();
            for (JetStreamStep step : steps) {
                answers.add(NUMBERED.matcher(talk.answer(step)).replaceAll("$1"));
            }
            talk.deleteStreams();
            return answers;
        }
    }

    private void deleteStreams() {
        for (String stream : JetStreamSequences.STREAMS) {
            send(DELETE + stream, "", "", 1);
        }
        number = LAST_NUMBER.incrementAndGet();
    }

    private String answer(JetStreamStep step) {
        if (step instanceof JetStreamStep.Ask ask && ask.subject().startsWith(DELETE)) {
            String text = texts(send(ask.subject(), "", "", 1));
            deleteStreams();
            return text;
        }
        if (step instanceof JetStreamStep.Ask ask) {
            return texts(send(ask.subject(), ask.headers(), ask.body(), 1));
        }
        if (step instanceof JetStreamStep.Pull pull) {
            String subject = "$JS.API.CONSUMER.MSG.NEXT." + pull.stream() + "." + pull.consumer();
            List<Reply> replies = send(subject, "", pull.body(), pull.batch());
            for (Reply reply : replies) {
                String[] line = reply.line().split(" ", -1);
                if (!isStatus(reply) && line[3].startsWith("$JS.ACK.")) {
                    deliveries.add(line[3]);
                }
            }
            return texts(replies);
        }
        JetStreamStep.Acknowledge acknowledge = (JetStreamStep.Acknowledge) step;
        if (deliveries.isEmpty()) {
            return "nothing to acknowledge";
        }
        String subject = deliveries.get(acknowledge.delivery() % deliveries.size());
        return texts(send(subject, "", acknowledge.body(), 1));
    }

    private List<Reply> send(String subjectOfNames, String headersOfNames, String bodyOfNames, int count) {
        String subject = numbered(subjectOfNames);
        String headers = numbered(headersOfNames);
        String body = numbered(bodyOfNames);
        int sid = ++lastSid;
        String inbox = "_INBOX.talk." + sid;
        String publish;
        if (headers.isEmpty()) {
            publish =
                    "PUB " + subject + " " + inbox + " " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + body;
        } else {
            String block = "NATS/1.0\r\n" + headers + "\r\n";
            publish = "HPUB " + subject + " " + inbox + " " + block.length() + " " + (block.length() + body.length())
                    + "\r\n" + block + body;
        }
        connection.send("SUB " + inbox + " " + sid + "\r\n" + publish + "\r\n");
        boolean isAnswered = connection.await(all -> isWhole(of(all, sid), count));
        if (!isAnswered) {
            throw new IllegalStateException("no answer to " + subject + " " + headers + body);
        }
        return of(connection.replies(), sid);
    }

    private String numbered(String text) {
        return NAME.matcher(text).replaceAll("$1" + number);
    }

    private static boolean isWhole(List<Reply> replies, int count) {
        return replies.size() >= count || !replies.isEmpty() && isStatus(replies.get(replies.size() - 1));
    }

    private static List<Reply> of(List<Reply> all, int sid) {
        String wanted = "" + sid;
        return all.stream()
                .filter(Reply::isDelivery)
                .filter(reply -> reply.line().split(" ", 4)[2].equals(wanted))
                .toList();
    }

    // A status has no reply subject, and its code stands behind the version.
    private static boolean isStatus(Reply reply) {
        String body = new String(reply.body(), 0, Math.min(12, reply.body().length), StandardCharsets.ISO_8859_1);
        return reply.kind() == Reply.Kind.HMSG && body.startsWith("NATS/1.0 ");
    }

    private static String texts(List<Reply> replies) {
        return String.join(
                "\n      ", replies.stream().map(JetStreamMask::textOf).toList());
    }

    @Override
    public void close() {
        connection.close();
    }
}
