package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ClusterConfig;
import io.natter.server.config.LinkUrl;
import io.natter.server.config.LogConfig;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.TlsConfig;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlagOverlayTest {
    private static final ServerConfig FILE = ServerConfig.defaults()
            .withServerName("file")
            .withClient(ServerConfig.defaults().client().withHost("10.0.0.1").withPort(5000))
            .withMonitor(MonitorConfig.http(5001))
            .withPidFile(Path.of("file.pid"))
            .withLog(LogConfig.defaults().withDebug(true).withFile(Path.of("file.log")));

    @Test
    void leavesTheFileAsItIsWithoutFlags() {
        assertThat(over(FILE)).isEqualTo(FILE);
    }

    @Test
    void laysFlagsOverTheFile() {
        ServerConfig config = over(FILE, "-n", "flag", "-a", "127.0.0.1", "-p", "6000", "-m", "6001", "-P", "flag.pid");

        assertThat(config.serverName()).isEqualTo("flag");
        assertThat(config.client().host()).isEqualTo("127.0.0.1");
        assertThat(config.client().port()).isEqualTo(6000);
        assertThat(config.monitor()).isEqualTo(MonitorConfig.http(6001));
        assertThat(config.pidFile()).isEqualTo(Path.of("flag.pid"));
        assertThat(config.log()).isEqualTo(FILE.log());
    }

    @Test
    void takesPortZeroForTheDefaultPort() {
        assertThat(over(FILE, "-p", "0").client().port()).isEqualTo(4222);
    }

    @Test
    void readsTheSizesPeopleWrite() {
        ServerConfig config =
                over(FILE, "--max_payload=10MB", "--max_mem=2G", "--max_file=10G", "--store_dir", "streams");

        assertThat(config.limits().maxPayload()).isEqualTo(10 << 20);
        assertThat(config.jetStream().store().maxMemory()).isEqualTo(2_000_000_000L);
        assertThat(config.jetStream().store().maxFile()).isEqualTo(10_000_000_000L);
        assertThat(config.jetStream().store().directory()).isEqualTo(Path.of("streams"));
        assertThat(config.jetStream().enabled()).isFalse();
    }

    @Test
    void streamsThatNobodyPlacedGoToTheTemporaryDirectory() {
        assertThat(over(FILE, "-js").jetStream().store().directory())
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "natter"));
        assertThat(over(FILE, "-js", "-sd", "streams").jetStream().store().directory())
                .isEqualTo(Path.of("streams"));
        assertThat(over(FILE).jetStream().store().directory()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags        | debug | trace | verbose
            -T           | true  | false | false
            -D=false     | false | false | false
            -V           | true  | true  | false
            -VV          | true  | true  | true
            -DV          | true  | true  | false
            -DV=false    | false | false | false
            -DVV         | true  | true  | true
            -D=false -DV | true  | true  | false
            """)
    void combinesLogLevels(String flags, boolean debug, boolean trace, boolean verbose) {
        LogConfig log = over(FILE, flags.split(" ")).log();

        assertThat(log.debug()).isEqualTo(debug);
        assertThat(log.trace()).isEqualTo(trace);
        assertThat(log.traceVerbose()).isEqualTo(verbose);
    }

    @Test
    void takesUserPasswordAndToken() {
        AuthorizationConfig authorization =
                over(FILE, "--user", "u", "--pass", "p", "--auth=t").authorization();

        assertThat(authorization.user()).isEqualTo("u");
        assertThat(authorization.password()).isEqualTo(Secret.of("p"));
        assertThat(authorization.token()).isEqualTo(Secret.of("t"));
    }

    @Test
    void turnsTlsOnByAnyOfItsFlags() {
        TlsConfig tls =
                Objects.requireNonNull(over(FILE, "--tlsverify", "--tlscert", "c", "--tlskey=k", "--tlscacert=ca")
                        .client()
                        .tls());

        assertThat(tls.keyPairs()).containsExactly(new TlsConfig.KeyPair(Path.of("c"), Path.of("k")));
        assertThat(tls.caFile()).isEqualTo(Path.of("ca"));
        assertThat(tls.verification().verify()).isTrue();
    }

    @Test
    void turnsTlsOffWhateverTheFileSays() {
        ServerConfig file = FILE.withClient(FILE.client().withTls(TlsConfig.of(Path.of("c"), Path.of("k"))));

        assertThat(over(file, "--tls=false", "--tlscert=x").client().tls()).isNull();
    }

    @Test
    void readsTheClusterUrl() {
        ClusterConfig cluster = over(
                        FILE,
                        "--cluster",
                        "nats://u:p@localhost:-1",
                        "--routes",
                        "nats://a:1,nats://b:2",
                        "--no_advertise")
                .cluster();

        assertThat(cluster.listener().host()).isEqualTo("localhost");
        assertThat(cluster.listener().port()).isEqualTo(ServerConfig.ANY_PORT);
        assertThat(cluster.authorization().user()).isEqualTo("u");
        assertThat(cluster.authorization().password()).isEqualTo(Secret.of("p"));
        assertThat(cluster.routes()).containsExactly(LinkUrl.of("nats://a:1"), LinkUrl.of("nats://b:2"));
        assertThat(cluster.noAdvertise()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            flags                          | message
            --routes nats://a:1            | solicited routes require cluster capabilities, e.g. --cluster
            --cluster foo                  | missing port in address
            --cluster nats://u@h:1         | expected cluster password to be set
            --tls                          | TLS Server certificate must be present and valid
            --tlscert c                    | TLS Server private key must be present and valid
            --max_payload=0                | max_payload: got 0, expected 1 to 2147483647
            -p 70000                       | port: got 70000, expected -1 to 65535
            """)
    void refusesWhatNoServerCanRunWith(String flags, String message) {
        assertThatThrownBy(() -> over(FILE, flags.split(" ")))
                .isInstanceOf(CommandException.class)
                .hasMessage(message);
    }

    @Test
    void keepsThePasswordOfABadClusterUrlToItself() {
        assertThatThrownBy(() -> over(FILE, "--cluster", "nats://u:sec ret@h:1"))
                .isInstanceOf(CommandException.class)
                .message()
                .doesNotContain("sec");
    }

    private static ServerConfig over(ServerConfig file, String... arguments) {
        return new FlagOverlay(FlagParser.parse(arguments)).over(file);
    }
}
