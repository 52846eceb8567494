package io.natter.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A client that speaks the protocol by hand, line by line. Confined to one thread. */
final class WireClient implements AutoCloseable {
    /** A server that does not answer fails the test; it does not hold up the build. */
    private static final int ANSWER_MS_MAX = 60_000;

    private Socket socket;
    private InputStream in;

    private WireClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(ANSWER_MS_MAX);
        this.in = socket.getInputStream(); // without a buffer, since TLS may begin behind any line
    }

    static WireClient connect(int port) throws IOException {
        return new WireClient(new Socket("127.0.0.1", port));
    }

    /** Shakes hands; from now on everything is encrypted. */
    void secure(SSLContext context, String version) throws IOException {
        var secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secure.setEnabledProtocols(new String[] {version});
        secure.startHandshake();
        socket = secure;
        in = new BufferedInputStream(secure.getInputStream());
    }

    /** What the server showed. */
    X509Certificate serverCertificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Sends PING and reads until PONG, which must come. */
    void ping() throws IOException {
        send("PING\r\n");
        String answer = line();
        while (!answer.equals("PONG")) {
            if (answer.startsWith("-ERR")) {
                throw new IOException(answer);
            }
            answer = line();
        }
    }

    /** The next line without its end. */
    String line() throws IOException {
        String line = lineIfAny();
        if (line == null) {
            throw new EOFException("the server has closed the connection");
        }
        return line;
    }

    /** The next line that is no INFO. */
    String lineAfterInfo() throws IOException {
        String line = line();
        while (line.startsWith("INFO ")) {
            line = line();
        }
        return line;
    }

    /** The next line, or null when the server closed instead. Its PINGs, the first of which comes after two seconds, are passed over. */
    @Nullable
    String lineIfAny() throws IOException {
        String line = anyLine();
        while ("PING".equals(line)) {
            line = anyLine();
        }
        return line;
    }

    private @Nullable String anyLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return null;
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
