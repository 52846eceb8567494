package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on a free loopback port that plays a part of its own for each connection. Thread-safe. */
final class FakeServer implements AutoCloseable {
    static final String INFO =
            "INFO {\"server_id\":\"N\",\"version\":\"2.15.0\",\"proto\":1,\"headers\":true,\"max_payload\":1048576} \r\n";

    private final ServerSocket listener;
    private final Part part;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable failure;

    private FakeServer(ServerSocket listener, Part part) {
        this.listener = listener;
        this.part = part;
    }

    /** What it does with a connection; what it throws fails the test when the server is closed. */
    interface Part {
        void play(Socket socket) throws Exception;
    }

    static FakeServer start(Part part) throws IOException {
        return start(new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1")), part);
    }

    static FakeServer start(ServerSocket listener, Part part) {
        FakeServer server = new FakeServer(listener, part);
        Thread thread = new Thread(server::accept, "fake-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** Says these words and reads until the client goes. */
    static Part saying(String words) {
        return socket -> {
            socket.getOutputStream().write(words.getBytes(ISO_8859_1));
            drain(socket);
        };
    }

    /** Shakes hands as a NATS server does, then plays on. */
    static Part afterHandshake(Part part) {
        return socket -> {
            socket.getOutputStream().write(INFO.getBytes(ISO_8859_1));
            readLine(socket);
            readLine(socket);
            socket.getOutputStream().write("PONG\r\n".getBytes(ISO_8859_1));
            part.play(socket);
        };
    }

    static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = socket.getInputStream().read();
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            c = socket.getInputStream().read();
        }
        return line.toString().stripTrailing();
    }

    static void drain(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        int count = in.read(buffer);
        while (count >= 0) {
            count = in.read(buffer);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    ServerAddress address() {
        return ServerAddress.parse("nats://127.0.0.1:" + port());
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> play(socket), "fake-server-part");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void play(Socket socket) {
        try (socket) {
            part.play(socket);
        } catch (IOException clientIsGone) {
            // a part ends with its client
        } catch (Throwable e) {
            failure = e;
        } finally {
            sockets.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (failure != null) {
            throw new AssertionError("fake server", failure);
        }
    }
}
