package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Authentication;
import io.natter.client.CodecException;
import io.natter.client.ConnectFailedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.TlsOptions;
import io.natter.conformance.Certificates;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ReservedPort;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a client gets in, or is told why not. */
final class ConnectingIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @EachProgram
    @DisplayName("NJ-13 a type without a codec is refused at the call, with its name")
    void refusesTypesWithoutACodec(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        assertThatThrownBy(() -> nats.subscribe("foo", Thread.class, (value, message) -> {}))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining(Thread.class.getName());
        assertThatThrownBy(() -> nats.publish("foo", Thread.currentThread()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("Thread");
        nats.reply("foo", request -> "text");
        assertThatThrownBy(() -> nats.request("foo", "x", Thread.class)).isInstanceOf(CodecException.class);
    }

    @EachProgram
    @DisplayName("NJ-14 servers are tried in order until one answers, and all failures are told")
    void triesServersInOrder(ServerProgram program) {
        EventLog log = new EventLog();
        try (ReservedPort dead = ReservedPort.take();
                ReservedPort dead2 = ReservedPort.take()) {
            Site site = testbed.start(Setting.open(program), directory);
            String[] servers = {url(dead), url(dead2), site.server().url()};
            NatsOptions options = site.options()
                    .servers(servers)
                    .keepServerOrder(true)
                    .listeners(log)
                    .build();
            NatsConnection nats = testbed.connect(options);
            assertThat(nats.server()).contains(Integer.toString(site.server().port()));
            Testbed.await(
                    "two failures",
                    () -> log.all(ConnectionEvent.ConnectFailed.class).size() == 2);
            assertThatThrownBy(() -> Nats.connect(url(dead) + "," + url(dead2)))
                    .isInstanceOfSatisfying(ConnectFailedException.class, failure -> {
                        assertThat(failure.getCause()).isNotNull();
                        assertThat(failure.getSuppressed()).hasSize(1);
                    });
        }
    }

    @Test
    @DisplayName("NJ-14 connecting in the background goes on until it is given up")
    void connectsInTheBackground() {
        EventLog log = new EventLog();
        try (ReservedPort port = ReservedPort.take()) {
            NatsOptions options = NatsOptions.of(url(port)).toBuilder()
                    .connectInBackground(true)
                    .reconnect(Testbed.QUICK)
                    .listeners(log)
                    .build();
            NatsConnection nats = testbed.connect(options);
            log.await(ConnectionEvent.ConnectFailed.class);
            assertThat(nats.state()).isEqualTo(ConnectionState.CONNECTING);
            nats.drain(PATIENCE);
            assertThat(nats.state()).isEqualTo(ConnectionState.CLOSED);
        }
    }

    @EachProgram
    @DisplayName("NJ-14 a connection begun before its server is there works once it is")
    void waitsForItsServer(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        site.stop();
        NatsConnection nats =
                testbed.connect(site.options().connectInBackground(true).build());
        var subscription = nats.subscribe("foo");
        nats.publish("foo", "early");
        site.start();
        assertThat(Testbed.next(subscription).text()).isEqualTo("early");
    }

    @ParameterizedTest
    @DisplayName("NJ-14 addresses are read in all their forms")
    @CsvSource(textBlock = """
            natter,      alice:apple@127.0.0.1:PORT
            nats-server, alice:apple@127.0.0.1:PORT
            natter,      nats://alice:apple@localhost:PORT
            nats-server, nats://alice:apple@localhost:PORT
            nats-server, nats://alice:app%6ce@127.0.0.1:PORT
            """)
    void readsAddresses(String program, String address) {
        ServerProgram chosen = program.equals("natter") ? ServerProgram.NATTER : ServerProgram.NATS_SERVER;
        Site site = testbed.start(new Setting(chosen, Access.USER_PASSWORD), directory);
        String filled = address.replace("PORT", Integer.toString(site.server().port()));
        NatsConnection nats = testbed.connect(
                NatsOptions.of(filled).toBuilder().connectTimeout(PATIENCE).build());
        nats.flush(PATIENCE);
        assertThat(nats.server()).doesNotContain("apple");
    }

    @ParameterizedTest
    @DisplayName("NJ-14 what is no address is refused before anything is opened")
    @CsvSource(textBlock = """
            nats://
            nats://:4222
            http://localhost:4222
            nats://localhost:0x10
            nats://localhost:70000
            'nats://local host:4222'
            """)
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> Nats.connect(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @EachProgram
    @DisplayName("NJ-20 wrong credentials are refused in the server's words")
    void tellsWhyItWasRefused(ServerProgram program) {
        Site site = testbed.start(new Setting(program, Access.USER_PASSWORD), directory);
        List<Authentication> wrong =
                List.of(Authentication.NONE, Authentication.token("t"), Authentication.userPassword("alice", "pear"));
        for (Authentication authentication : wrong) {
            NatsOptions options = site.options().authentication(authentication).build();
            assertThatThrownBy(() -> Nats.connect(options))
                    .isInstanceOf(ConnectFailedException.class)
                    .rootCause()
                    .hasMessageContaining("Authorization Violation");
        }
    }

    @EachProgram
    @DisplayName("NJ-20 whoever demands TLS never goes on without it")
    void neverFallsBackToPlainText(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsOptions required = site.options().tls(TlsOptions.REQUIRE).build();
        assertThatThrownBy(() -> Nats.connect(required)).isInstanceOf(ConnectFailedException.class);
        String tls = site.server().url().replace("nats://", "tls://");
        assertThatThrownBy(() -> Nats.connect(tls)).isInstanceOf(ConnectFailedException.class);
    }

    @EachProgram
    @DisplayName("TLS is upgraded to where it is only offered, and host names and issuers are checked")
    void checksWhoAnswers(ServerProgram program) throws Exception {
        Certificates certificates = Certificates.in(directory);
        String config = certificates.tlsBlock() + "\nallow_non_tls: true";
        Site site = testbed.start(Setting.open(program), config, directory);
        TlsOptions trusting = TlsOptions.REQUIRE.withTrust(directory.resolve("ca.pem"));
        testbed.connect(site.options().tls(trusting).build()).flush(PATIENCE);
        NatsOptions stranger = site.options().tls(TlsOptions.REQUIRE).build();
        assertThatThrownBy(() -> Nats.connect(stranger)).isInstanceOf(ConnectFailedException.class);
    }

    @EachProgram
    @DisplayName("NJ-53 credentials that stop being right end the tries, and the cause is kept")
    void stopsWhenItIsNotWelcomeAnyMore(ServerProgram program) {
        EventLog log = new EventLog();
        Site site = testbed.start(new Setting(program, Access.USER_PASSWORD), directory);
        NatsConnection nats = testbed.connect(site.options().listeners(log).build());
        site.stop();
        try (var other = io.natter.conformance.Servers.start(
                program,
                "authorization { timeout: 60, user: bob, password: pear }",
                site.server().port(),
                directory)) {
            Testbed.await("giving up", () -> nats.state() == ConnectionState.DISCONNECTED);
            assertThat(other.port()).isEqualTo(site.server().port());
        }
        // Listeners are told a little later than the state is changed.
        Testbed.await("the last event", () -> log.states().contains(ConnectionState.DISCONNECTED));
        assertThat(log.isConsistent()).isTrue();
        var last = log.all(ConnectionEvent.StateChanged.class);
        assertThat(last.get(last.size() - 1).cause()).isNotNull().hasMessageContaining("Authorization Violation");
    }

    @EachProgram
    @DisplayName("NJ-53 NJ-54 without tries it is DISCONNECTED, and can be revived")
    void canBeRevived(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection nats =
                testbed.connect(site.options().reconnect(ReconnectPolicy.NEVER).build());
        var subscription = nats.subscribe("foo");
        nats.flush(PATIENCE);
        site.stop();
        Testbed.await("being disconnected", () -> nats.state() == ConnectionState.DISCONNECTED);
        site.start();
        nats.reconnect().join();
        assertThat(nats.state()).isEqualTo(ConnectionState.CONNECTED);
        nats.publish("foo", "back");
        assertThat(Testbed.next(subscription).text()).isEqualTo("back");
    }

    private static String url(ReservedPort port) {
        return "nats://127.0.0.1:" + port.number();
    }
}
