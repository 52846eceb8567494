package io.natter.client.jetstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server that shakes hands with clients and then answers each publish as a script says.
 *
 * <p>Thread-safe. Keeps what was published. Speaks only as much as these tests need: every subscription ends in {@code *}, and is found by what
 * stands before it.
 */
public final class ScriptedJetStream implements AutoCloseable {
    /** One publish. Immutable. */
    public record Published(String subject, String reply, String payload) {}

    /** Answers a publish. */
    public interface Script {
        void answer(Published published, ScriptedJetStream server) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    private final String version;
    private final Script script;
    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final List<String[]> subscriptions = new CopyOnWriteArrayList<>(); // subject without its last token, sid
    private volatile @Nullable OutputStream out;

    /** Says that it is of that version. */
    public ScriptedJetStream(String version, Script script) throws IOException {
        this.version = version;
        this.script = script;
        Thread thread = new Thread(this::serve, "scripted-jetstream");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public String url() {
        return "nats://127.0.0.1:" + listener.getLocalPort();
    }

    /** What was published so far. */
    public List<Published> published() {
        return published;
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            out = socket.getOutputStream();
            write("INFO {\"server_id\":\"N\",\"version\":\"" + version
                    + "\",\"proto\":1,\"headers\":true,\"max_payload\":1048576} \r\n");
            InputStream in = socket.getInputStream();
            for (String line = line(in); line != null; line = line(in)) {
                operation(line, in);
            }
        } catch (IOException clientIsGone) {
            // the test is over
        }
    }

    private void operation(String line, InputStream in) throws IOException {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "PING" -> write("PONG\r\n");
            case "SUB" ->
                subscriptions.add(new String[] {words[1].substring(0, words[1].length() - 1), words[words.length - 1]});
            case "PUB", "HPUB" -> {
                int size = Integer.parseInt(words[words.length - 1]);
                int headers = words[0].equals("HPUB") ? Integer.parseInt(words[words.length - 2]) : 0;
                byte[] body = in.readNBytes(size);
                in.readNBytes(2);
                int plain = words[0].equals("HPUB") ? 4 : 3;
                String reply = words.length > plain ? words[2] : "";
                Published one = new Published(words[1], reply, new String(body, headers, size - headers, ISO_8859_1));
                published.add(one);
                script.answer(one, this);
            }
            default -> {
                // CONNECT, PONG, UNSUB
            }
        }
    }

    /** Delivers a message with a reply subject, or none, to whoever subscribed to {@code inbox}. */
    public void deliver(String inbox, String subject, String reply, String payload) throws IOException {
        write("MSG " + subject + " " + sid(inbox) + " " + (reply.isEmpty() ? "" : reply + " ") + payload.length()
                + "\r\n" + payload + "\r\n");
    }

    /** Answers a request. */
    public void answer(Published request, String payload) throws IOException {
        deliver(request.reply(), request.reply(), "", payload);
    }

    /** Answers a request with headers, one a line. */
    public void answer(Published request, String headers, String payload) throws IOException {
        String block = "NATS/1.0\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n";
        write("HMSG " + request.reply() + " " + sid(request.reply()) + " " + block.length() + " "
                + (block.length() + payload.length()) + "\r\n" + block + payload + "\r\n");
    }

    /** Writes bytes that are no whole operation, and ends the connection. */
    public void cut(Published request, String payload) throws IOException {
        write("MSG " + request.reply() + " " + sid(request.reply()) + " " + (payload.length() + 100) + "\r\n"
                + payload);
        OutputStream stream = out;
        if (stream != null) {
            stream.close();
        }
    }

    /** Delivers a status. */
    public void status(String inbox, String status) throws IOException {
        String block = "NATS/1.0 " + status + "\r\n\r\n";
        write("HMSG " + inbox + " " + sid(inbox) + " " + block.length() + " " + block.length() + "\r\n" + block
                + "\r\n");
    }

    private String sid(String inbox) {
        return subscriptions.stream()
                .filter(subscription -> inbox.startsWith(subscription[0]))
                .map(subscription -> subscription[1])
                .findFirst()
                .orElseThrow();
    }

    private synchronized void write(String text) throws IOException {
        OutputStream stream = out;
        if (stream != null) {
            stream.write(text.getBytes(ISO_8859_1));
            stream.flush();
        }
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = in.read();
        }
        return c < 0 ? null : line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
