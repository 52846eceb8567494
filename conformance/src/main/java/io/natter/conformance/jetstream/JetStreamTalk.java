package io.natter.conformance.jetstream;

import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Reply;
import io.natter.conformance.wire.WireConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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
    private static final Pattern NAME = Pattern.compile("\\b(" + String.join("|", JetStreamChoices.STREAMS) + ")\\b");
    private static final Pattern NUMBERED =
            Pattern.compile("\\b(" + String.join("|", JetStreamChoices.STREAMS) + ")\\d{6}\\b");

    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final int SETTLING_MOST = 50;
    private static final int IDLE_MOST = 8;

    private static final String RESET = "$JS.API.CONSUMER.RESET.";
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
        for (String stream : JetStreamChoices.STREAMS) {
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
        if (step instanceof JetStreamStep.Ask ask && ask.subject().startsWith(RESET) && !isThere(ask.subject())) {
            return "no consumer to reset"; // the reference leaves that unanswered
        }
        if (step instanceof JetStreamStep.Ask ask) {
            return texts(send(ask.subject(), ask.headers(), ask.body(), 1));
        }
        if (step instanceof JetStreamStep.Pull pull) {
            String subject = "$JS.API.CONSUMER.MSG.NEXT." + pull.stream() + "." + pull.consumer();
            return delivered(send(subject, "", pull.body(), pull.batch()));
        }
        if (step instanceof JetStreamStep.Batch batch) {
            return texts(send(batch.messages()));
        }
        if (step instanceof JetStreamStep.Gather gather) {
            return texts(send(gather.subject(), "", gather.body(), Integer.MAX_VALUE));
        }
        if (step instanceof JetStreamStep.Listen listen) {
            return delivered(listen(numbered(listen.subject()), listen.queue()));
        }
        if (step instanceof JetStreamStep.Settle settle) {
            return settled(settle.stream());
        }
        JetStreamStep.Acknowledge acknowledge = (JetStreamStep.Acknowledge) step;
        if (deliveries.isEmpty()) {
            return "nothing to acknowledge";
        }
        String subject = deliveries.get(acknowledge.delivery() % deliveries.size());
        return texts(send(subject, "", acknowledge.body(), 1));
    }

    private boolean isThere(String resetSubject) {
        String info = resetSubject.replace(RESET, "$JS.API.CONSUMER.INFO.");
        return !texts(send(info, "", "", 1)).contains("error=");
    }

    private String delivered(List<Reply> replies) {
        for (Reply reply : replies) {
            String[] line = reply.line().split(" ", -1);
            if (!isStatus(reply) && line[3].startsWith("$JS.ACK.")) {
                deliveries.add(line[3]);
            }
        }
        return texts(replies);
    }

    private List<Reply> send(String subject, String headers, String body, int count) {
        int sid = ++lastSid;
        String inbox = "_INBOX.talk." + sid;
        connection.send("SUB " + inbox + " " + sid + "\r\n" + publish(subject, inbox, headers, body));
        connection.await(all -> isWhole(of(all, sid), count));
        return of(connection.replies(), sid);
    }

    private List<Reply> send(List<JetStreamStep.Ask> messages) {
        int sid = ++lastSid;
        String inbox = "_INBOX.talk." + sid + ".";
        StringBuilder all = new StringBuilder("SUB " + inbox + "* " + sid + "\r\n");
        for (int i = 0; i < messages.size(); i++) {
            JetStreamStep.Ask message = messages.get(i);
            all.append(publish(message.subject(), inbox + i, message.headers(), message.body()));
        }
        String last = inbox + (messages.size() - 1) + " ";
        connection.send(all.toString());
        connection.await(replies ->
                of(replies, sid).stream().anyMatch(reply -> reply.line().contains(last)));
        return of(connection.replies(), sid);
    }

    private String publish(String subjectOfNames, String reply, String headersOfNames, String bodyOfNames) {
        String subject = numbered(subjectOfNames);
        String headers = numbered(headersOfNames);
        String body = numbered(bodyOfNames);
        if (headers.isEmpty()) {
            int length = body.getBytes(StandardCharsets.UTF_8).length;
            return "PUB " + subject + " " + reply + " " + length + "\r\n" + body + "\r\n";
        }
        String block = "NATS/1.0\r\n" + headers + "\r\n";
        return "HPUB " + subject + " " + reply + " " + block.length() + " " + (block.length() + body.length()) + "\r\n"
                + block + body + "\r\n";
    }

    // How many will come nobody knows; nothing for a while is the end, and a talk that was cut short is had again.
    private List<Reply> listen(String subject, String queue) {
        int sid = ++lastSid;
        connection.send("SUB " + subject + " " + (queue.isEmpty() ? "" : queue + " ") + sid + "\r\n");
        int count = -1;
        while (count != of(connection.replies(), sid).size()) {
            count = of(connection.replies(), sid).size();
            LockSupport.parkNanos(QUIET_NS);
        }
        connection.send("UNSUB " + sid + "\r\n");
        return of(connection.replies(), sid);
    }

    // A stream that never had anything to copy says so for good.
    private String settled(String stream) {
        String before = "";
        for (int i = 0; i < SETTLING_MOST; i++) {
            List<Reply> replies = send("$JS.API.STREAM.INFO." + stream, "", "", 1);
            String now = texts(replies);
            String raw = replies.isEmpty() ? "" : new String(replies.get(0).body(), StandardCharsets.UTF_8);
            boolean isRunning = !raw.contains("\"active\":-1") || i > IDLE_MOST;
            if (now.equals(before) && isRunning && (now.contains("lag=0") || !now.contains("lag="))) {
                return now;
            }
            before = now;
            LockSupport.parkNanos(QUIET_NS);
        }
        return "not settled: " + before;
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
        return replies.isEmpty()
                ? "no answer"
                : String.join(
                        "\n      ", replies.stream().map(JetStreamMask::textOf).toList());
    }

    @Override
    public void close() {
        connection.close();
    }
}
