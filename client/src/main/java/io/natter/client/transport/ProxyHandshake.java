package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Asks a proxy for a connection to a server: HTTP CONNECT (RFC 9110, 9.3.6) or SOCKS 5 (RFC 1928, 1929).
 *
 * <p>Confined to the dialing thread. The proxy resolves the server's name. Its own user and password come from the
 * {@link Authenticator} of the JVM, as for the JDK's own clients.
 */
final class ProxyHandshake {
    private static final int SOCKS_VERSION = 5;
    private static final int NO_AUTHENTICATION = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final String[] REFUSALS = {
        "a general failure", "not allowed by its rules", "network unreachable", "host unreachable",
        "connection refused", "time to live exceeded", "command not supported", "address type not supported"
    };

    private final HandshakeStream stream;
    private final InetSocketAddress proxy;
    private final ServerAddress server;

    private ProxyHandshake(HandshakeStream stream, InetSocketAddress proxy, ServerAddress server) {
        this.stream = stream;
        this.proxy = proxy;
        this.server = server;
    }

    /**
     * Runs it; afterwards the stream leads to the server.
     *
     * @param authorization user and password for an HTTP proxy that asked for them, or null
     * @return the user and password to come again with over a new connection, or null if it is done
     * @throws IOException if the proxy refuses
     */
    static @Nullable PasswordAuthentication run(
            HandshakeStream stream, Proxy proxy, ServerAddress server, @Nullable PasswordAuthentication authorization)
            throws IOException {
        stream.waiting().step("proxy");
        ProxyHandshake handshake = new ProxyHandshake(stream, (InetSocketAddress) proxy.address(), server);
        if (proxy.type() == Proxy.Type.HTTP) {
            return handshake.http(authorization);
        }
        handshake.socks();
        return null;
    }

    private @Nullable PasswordAuthentication http(@Nullable PasswordAuthentication authorization) throws IOException {
        String host = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
        String target = host + ":" + server.port();
        String credentials = authorization == null ? "" : "Proxy-Authorization: " + basic(authorization) + "\r\n";
        stream.write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + credentials + "\r\n")
                .getBytes(ISO_8859_1));
        HttpHead answer = HttpHead.read(stream, "proxy");
        if (answer.status() == 407 && authorization == null) {
            PasswordAuthentication found = ask("http", answer.header("Proxy-Authenticate"));
            if (found != null) {
                return found;
            }
        }
        if (answer.status() < 200 || answer.status() > 299) {
            throw new IOException("proxy: got " + answer.shown() + ", expected HTTP 200");
        }
        return null;
    }

    private static String basic(PasswordAuthentication authorization) {
        String pair = authorization.getUserName() + ":" + new String(authorization.getPassword());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    private @Nullable PasswordAuthentication ask(String protocol, @Nullable String prompt) {
        return Authenticator.requestPasswordAuthentication(
                proxy.getHostString(),
                proxy.getAddress(),
                proxy.getPort(),
                protocol,
                prompt,
                "basic",
                null,
                RequestorType.PROXY);
    }

    private void socks() throws IOException {
        stream.write(new byte[] {SOCKS_VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD});
        requireVersion(SOCKS_VERSION);
        int method = stream.readByte();
        if (method == USER_AND_PASSWORD) {
            socksLogin();
        } else if (method != NO_AUTHENTICATION) {
            throw new IOException("proxy: got no way to log in that is known, expected none or user and password");
        }
        stream.write(socksRequest());
        requireVersion(SOCKS_VERSION);
        int reply = stream.readByte();
        if (reply != 0) {
            throw new IOException(
                    "proxy: refused: " + (reply <= REFUSALS.length ? REFUSALS[reply - 1] : "code " + reply));
        }
        skipBoundAddress();
    }

    private void socksLogin() throws IOException {
        PasswordAuthentication login = ask("SOCKS5", "SOCKS authentication");
        if (login == null) {
            throw new IOException("proxy: asks for user and password, and the JVM's Authenticator gave none");
        }
        byte[] user = login.getUserName().getBytes(UTF_8);
        byte[] password = new String(login.getPassword()).getBytes(UTF_8);
        if (user.length > 255 || password.length > 255) {
            throw new IOException("proxy: got a user or password of more than 255 bytes, expected fewer");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(1);
        request.write(user.length);
        request.writeBytes(user);
        request.write(password.length);
        request.writeBytes(password);
        stream.write(request.toByteArray());
        requireVersion(1);
        if (stream.readByte() != 0) {
            throw new IOException("proxy: user or password refused");
        }
    }

    private byte[] socksRequest() throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {SOCKS_VERSION, CONNECT, 0});
        if (AddressText.isIpAddress(server.host())) {
            byte[] address = InetAddress.getByName(server.host()).getAddress();
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.writeBytes(address);
        } else {
            byte[] name = server.host().getBytes(UTF_8);
            if (name.length > 255) {
                throw new IOException("proxy: got a host name of more than 255 bytes, expected fewer");
            }
            request.write(NAME);
            request.write(name.length);
            request.writeBytes(name);
        }
        request.write(server.port() >>> 8);
        request.write(server.port());
        return request.toByteArray();
    }

    private void skipBoundAddress() throws IOException {
        stream.readByte();
        int kind = stream.readByte();
        int addressBytes = kind == IPV4 ? 4 : kind == IPV6 ? 16 : kind == NAME ? stream.readByte() : -1;
        if (addressBytes < 0) {
            throw new IOException("proxy: got an address of kind " + kind + ", expected 1, 3 or 4");
        }
        stream.readBytes(addressBytes + 2);
    }

    private void requireVersion(int expected) throws IOException {
        int version = stream.readByte();
        if (version != expected) {
            throw new IOException("proxy: got version " + version + ", expected a SOCKS 5 proxy");
        }
    }
}
