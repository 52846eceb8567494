package io.natter.cli.log;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Lines to a syslog server, each as one UDP datagram (A13).
 *
 * <pre>
 *   &lt;priority&gt;natter-server: [pid] ... text        priority = 8 * daemon (3) + severity
 * </pre>
 *
 * <p><i>Guarded by the appender that owns it.</i> Nobody answers, so a server that is away is not noticed.
 */
final class RemoteSyslog implements LogSink {
    private static final int FACILITY_DAEMON = 3;
    private static final int PORT_DEFAULT = 514;
    // What RFC 5426 asks every receiver to take.
    private static final int DATAGRAM_BYTES_MAX = 2048;

    private final DatagramSocket socket;
    private final InetSocketAddress target;

    private RemoteSyslog(DatagramSocket socket, InetSocketAddress target) {
        this.socket = socket;
        this.target = target;
    }

    /**
     * Lines to the server at {@code url}, {@code udp://host:port}.
     *
     * @throws IOException when the URL is none, its scheme is another one, or the name is unknown
     */
    static RemoteSyslog open(String url) throws IOException {
        InetSocketAddress target = target(url);
        if (target.isUnresolved()) {
            throw new IOException("remote_syslog: unknown host " + target.getHostString());
        }
        try {
            return new RemoteSyslog(new DatagramSocket(), target);
        } catch (SocketException e) {
            throw new IOException("remote_syslog: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(String line, LogLine.Label label) throws IOException {
        String text = "<" + (FACILITY_DAEMON * 8 + severity(label)) + ">natter-server: " + line.stripTrailing();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, Math.min(bytes.length, DATAGRAM_BYTES_MAX), target));
    }

    @Override
    public void close() {
        socket.close();
    }

    private static int severity(LogLine.Label label) {
        return switch (label) {
            case FTL -> 2;
            case ERR -> 3;
            case WRN -> 4;
            case INF -> 5;
            case DBG, TRC -> 7;
        };
    }

    private static InetSocketAddress target(String url) throws IOException {
        try {
            URI uri = URI.create(url);
            if (!"udp".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new IOException("remote_syslog: got " + url + ", expected udp://host:port");
            }
            return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? PORT_DEFAULT : uri.getPort());
        } catch (IllegalArgumentException e) {
            throw new IOException("remote_syslog: got " + url + ", expected udp://host:port", e);
        }
    }
}
