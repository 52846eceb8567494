package io.natter.bench.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connects, subscribes, waits for PONG and closes, over and over, on several threads.
 *
 * <p>Thread-safe: each thread works on its own connection.
 */
public final class ConnectStorm {
    private static final int THREADS = 8;
    private static final int SOURCES = 200; // loopback addresses to connect from, so that closed ports do not run out
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Endpoint endpoint;
    private final @Nullable SSLSocketFactory tls;
    private final @Nullable NkeyUser user;
    private final Failures failures = new Failures();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicLong connected = new AtomicLong();

    /** A storm on {@code endpoint}; with TLS and a signed nonce as given. */
    public ConnectStorm(Endpoint endpoint, @Nullable SSLSocketFactory tls, @Nullable NkeyUser user) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.user = user;
    }

    /**
     * What a storm came to.
     *
     * @param connections connections that got as far as PONG
     * @param seconds how long it took
     * @param failures what went wrong with the others
     */
    public record Outcome(long connections, double seconds, List<String> failures) {}

    /** Storms for {@code duration}. */
    public Outcome run(Duration duration, Span span) {
        span.begins();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> storm(start + duration.toNanos()), "bench-storm");
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Threads::join);
        double seconds = (System.nanoTime() - start) / 1e9;
        span.ends();
        return new Outcome(connected.get(), seconds, failures.texts());
    }

    private void storm(long endNanos) {
        while (System.nanoTime() < endNanos && failures.texts().isEmpty()) {
            try (Socket plain = new Socket()) {
                String source = "127.0.0." + (2 + numbers.getAndIncrement() % SOURCES);
                plain.bind(new InetSocketAddress(source, 0));
                plain.connect(endpoint.address());
                plain.setTcpNoDelay(true);
                plain.setSoTimeout(TIMEOUT_MILLIS);
                converse(plain);
                connected.incrementAndGet();
            } catch (IOException e) {
                failures.add("storm: " + e.getMessage());
            }
        }
    }

    private void converse(Socket plain) throws IOException {
        byte[] buffer = new byte[8 << 10];
        String info = readUntil(plain.getInputStream(), buffer, "\r\n");
        Socket socket = tls == null ? plain : encrypt(tls, plain);
        String moreFields = user == null ? "" : user.connectFields(nonce(info));
        String hello = endpoint.connectLine(moreFields) + "SUB bench.storm 1\r\nPING\r\n";
        socket.getOutputStream().write(hello.getBytes(StandardCharsets.US_ASCII));
        readUntil(socket.getInputStream(), buffer, "PONG\r\n");
        if (socket instanceof SSLSocket encrypted) {
            encrypted.getSession().invalidate(); // each connection makes a full handshake
            encrypted.close();
        }
    }

    private Socket encrypt(SSLSocketFactory factory, Socket plain) throws IOException {
        InetSocketAddress address = endpoint.address();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, address.getHostString(), address.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    private static String nonce(String info) throws IOException {
        String field = "\"nonce\":\"";
        int start = info.indexOf(field);
        if (start < 0) {
            throw new IOException("INFO without a nonce");
        }
        return info.substring(start + field.length(), info.indexOf('"', start + field.length()));
    }

    private static String readUntil(InputStream in, byte[] buffer, String end) throws IOException {
        int length = 0;
        while (true) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new IOException("closed by the server before " + end.trim());
            }
            length += read;
            String text = new String(buffer, 0, length, StandardCharsets.UTF_8);
            if (text.contains("-ERR")) {
                throw new IOException("server answered " + text.trim());
            }
            if (text.contains(end)) {
                return text;
            }
        }
    }
}
