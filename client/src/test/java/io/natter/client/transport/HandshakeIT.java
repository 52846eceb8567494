package io.natter.client.transport;

import static io.natter.client.transport.Patience.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.Authentication;
import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.ServerErrorException.Kind;
import io.natter.protocol.ConnectOptions;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialing a server that plays its part, well or not. */
class HandshakeIT {
    private static final String NONCE_INFO = FakeServer.INFO.replace("{", "{\"nonce\":\"abc\",");

    @Test
    void saysWhoItIsAndReturnsWhatTheServerSaidLast() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        NatsOptions options = options().toBuilder().name("me").noEcho(true).build();
        try (FakeServer server = FakeServer.start(
                        answering(
                                FakeServer.INFO,
                                lines,
                                "+OK\r\nPING\r\nINFO {\"server_id\":\"second\",\"headers\":true,\"client_id\":7}\r\nPONG\r\n"));
                Dialer dialer = Dialers.of(options)) {
            Link link = dialer.dial(server.address());
            assertThat(link.info().serverId()).isEqualTo("second");
            assertThat(link.server()).isEqualTo(server.address());
            ConnectOptions connect = connect(lines);
            assertThat(connect.name()).isEqualTo("me");
            assertThat(connect.lang()).isEqualTo("java");
            assertThat(connect.version()).matches("[0-9]+\\.[0-9]+\\..*");
            assertThat(connect.protocol()).isEqualTo(1);
            assertThat(connect.headers()).isTrue();
            assertThat(connect.noResponders()).isTrue();
            assertThat(connect.echo()).isFalse();
            assertThat(connect.verbose()).isFalse();
            assertThat(connect.pedantic()).isFalse();
            assertThat(connect.tlsRequired()).isFalse();
            assertThat(connect.sig()).isNull();
            assertThat(lines.poll(1, TimeUnit.MINUTES)).isEqualTo("PING");
            assertThat(lines.poll(1, TimeUnit.MINUTES)).isEqualTo("PONG");
            link.transport().close();
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            options   | address    | user | pass | token
            none      | u:p@       | u    | p    | -
            none      | t@         | -    | -    | t
            none      | ''         | -    | -    | -
            user      | ''         | me   | pw   | -
            user      | u:p@       | me   | pw   | -
            token     | u:p@       | -    | -    | tk
            """, useHeadersInDisplayName = true)
    void whatTheOptionsSayWinsOverTheAddress(
            String options, String userInfo, @Nullable String user, @Nullable String pass, @Nullable String token)
            throws Exception {
        Authentication authentication = switch (options) {
            case "user" -> Authentication.userPassword("me", "pw");
            case "token" -> Authentication.token("tk");
            default -> Authentication.NONE;
        };
        ConnectOptions connect = connectOf(authentication, userInfo, NONCE_INFO);
        assertThat(connect.user()).isEqualTo(user);
        assertThat(connect.pass()).isEqualTo(pass);
        assertThat(connect.authToken()).isEqualTo(token);
        assertThat(connect.sig()).as("nobody signs without a key").isNull();
    }

    @Test
    void aSeedSignsTheNonce() throws Exception {
        Nkey key = Nkey.create(KeyType.USER);
        ConnectOptions connect = connectOf(Authentication.nkey(new String(key.seed(), UTF_8)), "", NONCE_INFO);
        assertThat(connect.nkey()).isEqualTo(key.publicKey());
        assertThat(key.verify("abc".getBytes(UTF_8), signature(connect))).isTrue();
    }

    @Test
    void aJwtComesWithASignatureOrAlone() throws Exception {
        Nkey key = Nkey.create(KeyType.USER);
        ConnectOptions signed = connectOf(Authentication.jwt("j.w.t", new String(key.seed(), UTF_8)), "", NONCE_INFO);
        assertThat(signed.jwt()).isEqualTo("j.w.t");
        assertThat(key.verify("abc".getBytes(UTF_8), signature(signed))).isTrue();
        ConnectOptions bearer = connectOf(new Authentication.Jwt(() -> "j.w.t", null), "", NONCE_INFO);
        assertThat(bearer.jwt()).isEqualTo("j.w.t");
        assertThat(bearer.sig()).isNull();
    }

    @Test
    void aCredentialsFileIsReadAgainAtEachDial(@TempDir Path directory) throws Exception {
        Nkey first = Nkey.create(KeyType.USER);
        Nkey second = Nkey.create(KeyType.USER);
        Path file = directory.resolve("user.creds");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        NatsOptions options = options().toBuilder()
                .authentication(Authentication.credentials(file))
                .build();
        try (FakeServer server = FakeServer.start(answering(NONCE_INFO, lines, "PONG\r\n"));
                Dialer dialer = Dialers.of(options)) {
            Files.write(file, CredentialsFile.format("first.jwt", first));
            dialer.dial(server.address()).transport().close();
            ConnectOptions before = connect(lines);
            assertThat(before.jwt()).isEqualTo("first.jwt");
            assertThat(first.verify("abc".getBytes(UTF_8), signature(before))).isTrue();
            Files.write(file, CredentialsFile.format("second.jwt", second));
            lines.clear();
            dialer.dial(server.address()).transport().close();
            ConnectOptions after = connect(lines);
            assertThat(second.verify("abc".getBytes(UTF_8), signature(after))).isTrue();
        }
    }

    @Test
    void credentialsNeedNoFile() throws Exception {
        Nkey key = Nkey.create(KeyType.USER);
        String text = new String(CredentialsFile.format("j.w.t", key), UTF_8);
        ConnectOptions connect = connectOf(Authentication.credentials(() -> text), "", NONCE_INFO);
        assertThat(connect.jwt()).isEqualTo("j.w.t");
        assertThat(key.verify("abc".getBytes(UTF_8), signature(connect))).isTrue();
        assertThat(Authentication.credentials(() -> text)).hasToString("CredentialsText");
    }

    @Test
    void signingMayBeDoneElsewhere() throws Exception {
        Nkey key = Nkey.create(KeyType.USER);
        ConnectOptions connect = connectOf(new Authentication.Signing(key::publicKey, null, key::sign), "", NONCE_INFO);
        assertThat(connect.nkey()).isEqualTo(key.publicKey());
        assertThat(key.verify("abc".getBytes(UTF_8), signature(connect))).isTrue();
    }

    @Test
    void aSupplierThatFailsFailsTheDial() throws Exception {
        Authentication failing = new Authentication.Token(() -> {
            throw new IllegalStateException("vault is sealed");
        });
        assertDialFails(failing, FakeServer.INFO, "the supplier of the token failed");
        assertDialFails(Authentication.nkey("SUNONSENSE"), NONCE_INFO, "authentication: ");
        String seed = new String(Nkey.create(KeyType.USER).seed(), UTF_8);
        assertDialFails(Authentication.nkey(seed), FakeServer.INFO, "without nonce");
        assertDialFails(Authentication.credentials(Path.of("/no/such.creds")), FakeServer.INFO, "/no/such.creds");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 400 Bad Request\\r\\n                 | got "HTTP/1.1 400 Bad Request", expected the words of a NATS server
            SSH-2.0-OpenSSH_9.6\\r\\n                       | got "SSH-2.0-OpenSSH_9.6"
            PING\\r\\n                                      | expected INFO
            INFO {\\r\\n                                    | got "INFO {"
            INFO {"headers":false,"version":"2.1"}\\r\\n   | server 2.1: got one without headers
            MSG a 1 2\\r\\n                                 | handshake: got a message
            """)
    void whoeverIsNoServerOfOursIsNamed(String words, String message) throws Exception {
        assertDialFails(Authentication.NONE, words.replace("\\r\\n", "\r\n"), message);
    }

    @Test
    void aServerThatGoesAwayIsNoSuccess() throws Exception {
        try (FakeServer server = FakeServer.start(socket -> {});
                Dialer dialer = Dialers.of(options())) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dialer.dial(server.address()))
                    .withMessageStartingWith(server.address() + ": ");
        }
    }

    @ParameterizedTest(name = "after \"{0}\"")
    @ValueSource(strings = {"", "INF", "INFO {\"server_id\":\"x\"", "INFO {\"headers\":true}\r\n"})
    void aServerThatFallsSilentIsGivenUp(String words) throws Exception {
        NatsOptions options =
                options().toBuilder().connectTimeout(Duration.ofSeconds(1)).build();
        try (FakeServer server = FakeServer.start(FakeServer.saying(words));
                Dialer dialer = Dialers.of(options)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dialer.dial(server.address()))
                    .withMessageContaining("no answer within 1000 ms");
        }
    }

    @Test
    void aServerThatNeverEndsItsFirstLineIsGivenUp() throws Exception {
        FakeServer.Part endless = socket -> {
            byte[] bytes = new byte[64 << 10];
            java.util.Arrays.fill(bytes, (byte) 'x');
            while (true) {
                socket.getOutputStream().write(bytes);
            }
        };
        try (FakeServer server = FakeServer.start(endless);
                Dialer dialer = Dialers.of(options())) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dialer.dial(server.address()))
                    .withMessageContaining("got a line of more than 1048576 bytes");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Authorization Violation, AUTHENTICATION", "maximum connections exceeded, LIMIT"})
    void aRefusalIsTheServersOwnWord(String text, Kind kind) throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (FakeServer server = FakeServer.start(answering(FakeServer.INFO, lines, "-ERR '" + text + "'\r\n"));
                Dialer dialer = Dialers.of(options())) {
            assertThatExceptionOfType(ServerErrorException.class)
                    .isThrownBy(() -> dialer.dial(server.address()))
                    .matches(e -> e.kind() == kind && e.text().equals(text));
        }
    }

    @Test
    void itDoesNotMatterHowTheBytesAreCut() throws Exception {
        String before = FakeServer.INFO;
        String after = "+OK\r\nPONG\r\nMSG a 1 2\r\nhi\r\n";
        for (int cut = 1; cut < before.length() + after.length(); cut += 3) {
            int at = cut;
            FakeServer.Part part = socket -> {
                socket.setTcpNoDelay(true);
                sendCut(socket, before, at);
                FakeServer.readLine(socket);
                FakeServer.readLine(socket);
                sendCut(socket, after, at - before.length());
                FakeServer.drain(socket);
            };
            try (FakeServer server = FakeServer.start(part);
                    Dialer dialer = Dialers.of(options())) {
                Link link = dialer.dial(server.address());
                RecordedEvents events = new RecordedEvents(7);
                link.transport().start(events);
                await().until(events::text, "MSG a 1 2\r\nhi\r\n"::equals);
                link.transport().close();
                assertThat(events.closed.get(1, TimeUnit.MINUTES)).isNull();
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitAndTheFlagStays() throws Exception {
        Thread dialing = Thread.currentThread();
        FakeServer.Part interrupting = socket -> {
            dialing.interrupt();
            FakeServer.drain(socket);
        };
        try (FakeServer server = FakeServer.start(interrupting);
                Dialer dialer = Dialers.of(options())) {
            assertThatExceptionOfType(InterruptedWaitException.class).isThrownBy(() -> dialer.dial(server.address()));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void sendCut(Socket socket, String text, int at) throws IOException {
        int cut = Math.max(0, Math.min(at, text.length()));
        socket.getOutputStream().write(text.substring(0, cut).getBytes(ISO_8859_1));
        socket.getOutputStream().write(text.substring(cut).getBytes(ISO_8859_1));
    }

    /** Says INFO, keeps what the client says, and answers its PING. */
    private static FakeServer.Part answering(String info, BlockingQueue<String> lines, String answer) {
        return socket -> {
            socket.getOutputStream().write(info.getBytes(ISO_8859_1));
            lines.add(FakeServer.readLine(socket));
            lines.add(FakeServer.readLine(socket));
            socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            if (answer.contains("PING")) {
                lines.add(FakeServer.readLine(socket));
            }
            FakeServer.drain(socket);
        };
    }

    private static ConnectOptions connectOf(Authentication authentication, String userInfo, String info)
            throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        NatsOptions options =
                options().toBuilder().authentication(authentication).build();
        try (FakeServer server = FakeServer.start(answering(info, lines, "PONG\r\n"));
                Dialer dialer = Dialers.of(options)) {
            dialer.dial(ServerAddress.parse(userInfo + "127.0.0.1:" + server.port()))
                    .transport()
                    .close();
            return connect(lines);
        }
    }

    private static void assertDialFails(Authentication authentication, String words, String message) throws Exception {
        NatsOptions options =
                options().toBuilder().authentication(authentication).build();
        try (FakeServer server = FakeServer.start(FakeServer.saying(words));
                Dialer dialer = Dialers.of(options)) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> dialer.dial(server.address()))
                    .withMessageStartingWith(server.address() + ": ")
                    .withMessageContaining(message);
        }
    }

    private static ConnectOptions connect(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(1, TimeUnit.MINUTES);
        assertThat(line).startsWith("CONNECT {");
        byte[] bytes = line.getBytes(UTF_8);
        return ConnectOptions.parse(bytes, "CONNECT ".length(), bytes.length - "CONNECT ".length());
    }

    private static byte[] signature(ConnectOptions connect) {
        return Base64.getUrlDecoder().decode(connect.sig());
    }

    private static NatsOptions options() {
        return NatsOptions.DEFAULTS.toBuilder()
                .connectTimeout(Duration.ofMinutes(1))
                .build();
    }
}
