package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.NatsOptions;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections through proxies; the proxy plays the server behind it as well. */
class ProxyIT {
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @AfterEach
    void forgetPasswords() {
        Authenticator.setDefault(null);
    }

    @Test
    void anHttpProxyIsAskedForATunnel() throws Exception {
        FakeServer.Part part = socket -> {
            readHead(socket);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
            FakeServer.afterHandshake(FakeServer::drain).play(socket);
        };
        dialThrough(Proxy.Type.HTTP, part, "nats://nats.example:4333");
        assertThat(asked.poll(1, TimeUnit.MINUTES))
                .startsWith("CONNECT nats.example:4333 HTTP/1.1")
                .doesNotContain("Proxy-Authorization");
    }

    @Test
    void anHttpProxyThatAsksGetsUserAndPassword() throws Exception {
        Authenticator.setDefault(new FixedPassword());
        FakeServer.Part part = socket -> {
            String head = readHead(socket);
            if (!head.contains("Proxy-Authorization")) {
                socket.getOutputStream()
                        .write("HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=x\r\nConnection: close\r\n\r\n"
                                .getBytes(ISO_8859_1));
                return;
            }
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
            FakeServer.afterHandshake(FakeServer::drain).play(socket);
        };
        dialThrough(Proxy.Type.HTTP, part, "nats://nats.example");
        asked.poll(1, TimeUnit.MINUTES);
        assertThat(asked.poll(1, TimeUnit.MINUTES))
                .contains("Proxy-Authorization: Basic "
                        + Base64.getEncoder().encodeToString("me:pw".getBytes(ISO_8859_1)));
    }

    @Test
    void anHttpProxyMayRefuse() {
        FakeServer.Part part = socket -> {
            readHead(socket);
            socket.getOutputStream().write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(ISO_8859_1));
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> dialThrough(Proxy.Type.HTTP, part, "nats://nats.example"))
                .withMessage("nats://nats.example:4222: proxy: got HTTP 403 Forbidden, expected HTTP 200");
    }

    @Test
    void aSocksProxyResolvesTheName() throws Exception {
        dialThrough(Proxy.Type.SOCKS, socks(0, 0), "nats://nats.example:4333");
        assertThat(asked.poll(1, TimeUnit.MINUTES)).isEqualTo("nats.example:4333");
    }

    @Test
    void aSocksProxyThatAsksGetsUserAndPassword() throws Exception {
        Authenticator.setDefault(new FixedPassword());
        dialThrough(Proxy.Type.SOCKS, socks(2, 0), "nats://10.1.2.3:4333");
        assertThat(asked.poll(1, TimeUnit.MINUTES)).isEqualTo("me/pw");
        assertThat(asked.poll(1, TimeUnit.MINUTES)).isEqualTo("10.1.2.3:4333");
    }

    @Test
    void aSocksProxyMayRefuse() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> dialThrough(Proxy.Type.SOCKS, socks(0, 5), "nats://nats.example"))
                .withMessageEndingWith("proxy: refused: connection refused");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> dialThrough(Proxy.Type.SOCKS, socks(2, 0), "nats://nats.example"))
                .withMessageContaining("Authenticator gave none");
    }

    private FakeServer.Part socks(int method, int reply) {
        return socket -> {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readByte()).isEqualTo((byte) 5);
            in.skipBytes(in.readByte());
            socket.getOutputStream().write(new byte[] {5, (byte) method});
            if (method == 2) {
                in.readByte();
                asked.add(text(in) + "/" + text(in));
                socket.getOutputStream().write(new byte[] {1, 0});
            }
            in.skipBytes(3);
            String host = in.readByte() == 3
                    ? text(in)
                    : in.readUnsignedByte() + "." + in.readUnsignedByte() + "." + in.readUnsignedByte() + "."
                            + in.readUnsignedByte();
            asked.add(host + ":" + in.readUnsignedShort());
            socket.getOutputStream().write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
            FakeServer.afterHandshake(FakeServer::drain).play(socket);
        };
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        return new String(bytes, ISO_8859_1);
    }

    private String readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        String line = FakeServer.readLine(socket);
        while (!line.isEmpty()) {
            head.append(line).append('\n');
            line = FakeServer.readLine(socket);
        }
        asked.add(head.toString());
        return head.toString();
    }

    private static void dialThrough(Proxy.Type type, FakeServer.Part part, String address) throws IOException {
        try (FakeServer server = FakeServer.start(part)) {
            NatsOptions options = NatsOptions.DEFAULTS.toBuilder()
                    .proxy(new Proxy(type, InetSocketAddress.createUnresolved("127.0.0.1", server.port())))
                    .connectTimeout(Duration.ofMinutes(1))
                    .build();
            try (Dialer dialer = Dialers.of(options)) {
                dialer.dial(ServerAddress.parse(address)).transport().close();
            }
        }
    }

    /** Answers for the proxy. Immutable. */
    private static final class FixedPassword extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("me", "pw".toCharArray());
        }
    }
}
