package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Reply;
import io.natter.conformance.wire.WireConnection;
import io.natter.server.InsideServer;
import io.natter.server.NatterServer;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins two servers as far as one copies streams of the other: a client of the origin, which carries requests, answers, deliveries and
 * flow control over, byte for byte. Into the copier it publishes as the server itself does: no client may send what stands for an
 * acknowledgement, or say another subject than it goes to.
 *
 * <p><i>Thread-safe.</i> One thread reads from the origin, the copier's side is a loop; both end with it.
 *
 * <pre>
 *  copier                                origin
 *    hub.API.CONSUMER...   ──────>   $JS.API.CONSUMER...
 *    its inbox             <──────   answer, which says where deliveries go
 *    that subject          <──────   that subject, once the copier listens
 *    $JS.FC...             ──────>   $JS.FC...
 * </pre>
 */
final class SubjectBridge implements AutoCloseable {
    /** What stands for the origin's API at the copier. */
    static final String API_PREFIX = "hub.API";

    private static final Pattern DELIVER_SUBJECT = Pattern.compile("\"deliver_subject\":\\s*\"([^\"]+)\"");
    private static final String CONNECT =
            "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"no_responders\":true,\"protocol\":1}\r\n";

    private final InsideServer copier;
    private final WireConnection origin;
    private final Thread reader;
    private final Map<String, String> inboxes = new ConcurrentHashMap<>();
    private final Map<String, String> deliverSubjects = new ConcurrentHashMap<>(); // by sid
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean isCut;

    private SubjectBridge(NatterServer copier, TestServer origin) {
        this.copier = InsideServer.of(copier);
        this.origin = WireConnection.open(origin.host(), origin.port());
        this.reader = new Thread(this::read, "bridge-from-origin");
        reader.setDaemon(true);
    }

    /** Starts to carry over. */
    static SubjectBridge between(NatterServer copier, TestServer origin) {
        var bridge = new SubjectBridge(copier, origin);
        bridge.origin.send(CONNECT + "SUB _BRIDGE.> answer\r\n");
        bridge.subscribe(API_PREFIX + ".>");
        bridge.subscribe("$JS.FC.>");
        bridge.reader.start();
        return bridge;
    }

    /** Loses what is delivered from now on, or no longer. */
    void cut(boolean nothingArrives) {
        isCut = nothingArrives;
    }

    private void subscribe(String subject) {
        copier.loop().subscribe(copier.account(), subject.getBytes(UTF_8), null, this::fromCopier);
    }

    private void fromCopier(ReceivedMessage message) {
        String subject = message.subject();
        String reply = "";
        if (subject.startsWith(API_PREFIX)) {
            subject = "$JS.API" + subject.substring(API_PREFIX.length());
            reply = "_BRIDGE." + number.incrementAndGet() + " ";
            inboxes.put(reply.strip(), new String(message.reply(), UTF_8));
        }
        byte[] body = Arrays.copyOfRange(
                message.bytes(), message.headersFrom(), message.payloadFrom() + message.payloadLength());
        String sizes = message.headersLength() > 0 ? message.headersLength() + " " + body.length : "" + body.length;
        String verb = message.headersLength() > 0 ? "HPUB " : "PUB ";
        origin.send(verb + subject + " " + reply + sizes + "\r\n" + new String(body, ISO_8859_1) + "\r\n");
    }

    private void read() {
        int seen = 0;
        while (!origin.hasEnded()) {
            int before = seen;
            origin.await(all -> all.size() > before);
            List<Reply> all = origin.replies();
            for (; seen < all.size(); seen++) {
                fromOrigin(all.get(seen));
            }
        }
    }

    private void fromOrigin(Reply reply) {
        if (reply.kind() == Reply.Kind.PING) {
            origin.send("PONG\r\n");
        }
        if (!reply.isDelivery()) {
            return;
        }
        String[] line = reply.line().split(" ", -1); // MSG subject sid [reply] [headers] size
        boolean hasHeaders = reply.kind() == Reply.Kind.HMSG;
        String replySubject = line.length == (hasHeaders ? 6 : 5) ? line[3] : "";
        int headersLength = hasHeaders ? Integer.parseInt(line[line.length - 2]) : 0;
        String inbox = inboxes.remove(line[1]);
        if (inbox != null) {
            publish(inbox, inbox, "", headersLength, reply.body());
            Matcher deliver = DELIVER_SUBJECT.matcher(new String(reply.body(), ISO_8859_1));
            if (deliver.find()) {
                listenOnceHeard(deliver.group(1));
            }
            return;
        }
        String deliverSubject = deliverSubjects.get(line[2]);
        if (deliverSubject != null && !isCut) {
            publish(deliverSubject, line[1], replySubject, headersLength, reply.body());
        }
    }

    private void publish(String to, String subject, String reply, int headersLength, byte[] body) {
        copier.loop().execute(() -> {
            byte[] seen = subject.getBytes(UTF_8);
            byte[] replyBytes = reply.getBytes(UTF_8);
            copier.loop()
                    .publish(
                            copier.account(),
                            new OutgoingMessage()
                                    .to(to.getBytes(UTF_8))
                                    .subject(seen, 0, seen.length)
                                    .reply(replyBytes, 0, replyBytes.length)
                                    .headers(body, 0, headersLength)
                                    .payload(body, headersLength, body.length - headersLength));
        });
    }

    // The origin delivers as soon as somebody listens there, so nobody does before the copier would hear it.
    private void listenOnceHeard(String subject) {
        if (deliverSubjects.containsValue(subject)) {
            return;
        }
        copier.loop().execute(() -> {
            if (copier.loop().hasInterest(copier.account(), subject.getBytes(UTF_8))) {
                String sid = "d" + number.incrementAndGet();
                deliverSubjects.put(sid, subject);
                origin.send("SUB " + subject + " " + sid + "\r\n");
            } else {
                copier.loop().schedule(TimeUnit.MILLISECONDS.toNanos(1), () -> listenOnceHeard(subject));
            }
        });
    }

    @Override
    public void close() {
        copier.close();
        origin.close();
    }
}
