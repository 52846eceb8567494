package io.natter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options from environment and properties. */
class OptionSourceTest {
    @Test
    void nothingGivenMeansTheDefaults() throws Exception {
        Map<String, @Nullable Object> defaults = shape(NatsOptions.DEFAULTS);
        assertThat(shape(NatsOptions.fromEnvironment(Map.of("PATH", "x", "NATS_URL", " "))))
                .isEqualTo(defaults);
        assertThat(shape(NatsOptions.fromProperties(new Properties()))).isEqualTo(defaults);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            NATS_URLS, NATS_URL
            NATS_PINGINTERVAL, NATS_PING_INTERVAL
            NATS_CRED, NATS_CREDS
            """)
    void unknownVariablesAreRefusedWithTheNearestOne(String name, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsOptions.fromEnvironment(Map.of(name, "s3cr3t")))
                .withMessageContaining("got unknown " + name)
                .matches(e -> !e.toString().contains("s3cr3t"))
                .matches(e -> e.toString().endsWith(" such as " + nearest));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            natter.client.pinginterval, natter.client.ping-interval
            natter.client.Name, natter.client.name
            io.nats.client.reconnect.waits, io.nats.client.reconnect.wait
            """)
    void unknownPropertiesAreRefusedWithTheNearestOne(String name, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties(name, "s3cr3t"))
                .withMessage("property: got unknown " + name + ", expected a known one such as " + nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS_CONTEXT",
                "NATS_SERVICE_HOST",
                "NATS_PORT",
                "NATS_PORT_4222_TCP_ADDR",
                "NATS_SERVICE_PORT_CLIENT",
                "NATS_MONITOR_SERVICE_HOST",
                "NATSIOUS"
            })
    void variablesOfOthersAreLeftAlone(String name) throws Exception {
        assertThat(shape(NatsOptions.fromEnvironment(Map.of(name, "tcp://10.0.0.1:4222"))))
                .isEqualTo(shape(NatsOptions.DEFAULTS));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            NATS_PING_INTERVAL           | soon        | got "soon", expected a duration such as 30s
            NATS_PING_INTERVAL           | 0           | got "0", expected a duration above zero
            NATS_PING_INTERVAL           | -1s         | expected a duration such as
            NATS_MAX_PINGS_OUT           | 0           | got "0", expected a whole number of 1 to 2147483647
            NATS_MAX_PINGS_OUT           | 1.5         | expected a whole number
            NATS_VERBOSE                 | maybe       | got "maybe", expected true or false
            NATS_TLS_MODE                | sometimes   | expected one of auto, require, handshake_first, off
            NATS_SEND_BUFFER_LIMIT_BYTES | 0           | expected a count of bytes of at least 1
            NATS_SEND_BUFFER_LIMIT_BYTES | 1TB         | expected a count of bytes
            NATS_RECONNECT_JITTER        | 2           | expected a number of 0.0 to 1.0
            NATS_RECONNECT_FACTOR        | NaN         | expected a number of 1.0 to 1000.0
            NATS_WHEN_FULL               | explode     | expected one of drop_new, drop_old, block
            NATS_URL                     | u:s3cr3t@h:x | got something else, expected server addresses between commas
            NATS_URL                     | ,           | expected at least one
            NATS_PROXY                   | ftp://s3cr3t:1 | got something else, expected http://host:port or socks5://host:port
            NATS_PROXY                   | http://u:s3cr3t@h:1 | expected http://host:port
            NATS_WEBSOCKET_HEADERS       | s3cr3t      | expected name=value pairs
            """)
    void badValuesNameKeyValueAndWhatIsExpected(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsOptions.fromEnvironment(Map.of(name, value)))
                .withMessageStartingWith(name + ": ")
                .withMessageContaining(message)
                .matches(e -> !e.toString().contains("s3cr3t"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NATS_USER=a                              | a user or a password alone
            NATS_PASS=s3cr3t                         | a user or a password alone
            NATS_TOKEN=s3cr3t NATS_CREDS=b           | got a token and a credentials file, expected one of them
            NATS_JWT=a NATS_NKEY=b                   | a file with a seed and a JWT or a seed
            NATS_CERT=a                              | a certificate or a key alone
            NATS_TLS_MODE=off NATS_TLS_REQUIRED=true | a mode of off and a demand
            """)
    void whatDoesNotGoTogetherIsRefused(String environment, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsOptions.fromEnvironment(environment(environment)))
                .withMessageStartingWith("environment: ")
                .withMessageContaining(message)
                .matches(e -> !e.toString().contains("s3cr3t"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NATS_TLS_REQUIRED=true                    | REQUIRE
            NATS_TLS_REQUIRED=false                   | AUTO
            NATS_CA=ca.pem                            | REQUIRE
            NATS_CERT=c.pem NATS_KEY=k.pem            | REQUIRE
            NATS_CA=ca.pem NATS_TLS_MODE=auto         | REQUIRE
            NATS_CA=ca.pem NATS_TLS_FIRST=true        | HANDSHAKE_FIRST
            NATS_TLS_MODE=handshake-first             | HANDSHAKE_FIRST
            NATS_TLS_MODE=OFF                         | OFF
            """)
    void whoNamesCertificatesAsksForTls(String environment, TlsOptions.Mode mode) {
        assertThat(NatsOptions.fromEnvironment(environment(environment)).tls().mode())
                .isEqualTo(mode);
    }

    @Test
    void theFirstOfSeveralVariablesCounts() {
        assertThat(NatsOptions.fromEnvironment(environment("NATS_URL=b NATS_CONNECT_URL=a"))
                        .servers())
                .containsExactly("a");
        assertThat(NatsOptions.fromEnvironment(environment("NATS_URL=a,b")).servers())
                .containsExactly("a", "b");
    }

    @Test
    void aPublicKeyInNatsNkeyMeansNothing() {
        String publicKey = Nkey.create(KeyType.USER).publicKey();
        assertThat(NatsOptions.fromEnvironment(Map.of("NATS_NKEY", publicKey)).authentication())
                .isEqualTo(Authentication.NONE);
    }

    @Test
    void reconnectingIsReadWhole() {
        ReconnectPolicy policy = NatsOptions.fromEnvironment(
                        environment("NATS_RECONNECT_RETRIES=4 NATS_RECONNECT_FIRST_DELAY=2 NATS_RECONNECT_MAX_DELAY=9s"
                                + " NATS_RECONNECT_FACTOR=3 NATS_RECONNECT_JITTER=0"))
                .reconnect();
        assertThat(policy.delayBefore(0)).contains(Duration.ZERO);
        assertThat(policy.delayBefore(1)).contains(Duration.ofSeconds(2));
        assertThat(policy.delayBefore(2)).contains(Duration.ofSeconds(6));
        assertThat(policy.delayBefore(3)).contains(Duration.ofSeconds(9));
        assertThat(policy.delayBefore(4)).isEmpty();
    }

    @Test
    void jnatsPropertiesAreReadInItsUnits() throws Exception {
        NatsOptions options = properties(
                "io.nats.client.url", "nats://old",
                "io.nats.client.servers", "nats://a,nats://b",
                "io.nats.client.timeout", "1500",
                "io.nats.client.pinginterval", "PT3S",
                "io.nats.client.maxpings", "7",
                "io.nats.client.norandomize", "true",
                "io.nats.client.name", "theirs",
                "natter.client.name", "ours");
        assertThat(options.servers()).containsExactly("nats://a", "nats://b");
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(options.pingInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.pingsOutMax()).isEqualTo(7);
        assertThat(options.keepServerOrder()).isTrue();
        assertThat(options.name()).isEqualTo("ours");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"5,5000", "5s,5000", "250ms,250", "1.5,1500", "2m,120000", "1h,3600000", "PT2M,120000", "5S,5000"})
    void durationsHaveManyForms(String text, long millis) {
        assertThat(OptionValues.duration(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"1,1", "10b,10", "2k,2048", "2KB,2048", "2KiB,2048", "3M,3145728", "1GiB,1073741824"})
    void bytesHaveManyForms(String text, long bytes) {
        assertThat(OptionValues.bytes(text)).isEqualTo(bytes);
    }

    static NatsOptions properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return NatsOptions.fromProperties(properties);
    }

    static Map<String, String> environment(String text) {
        Map<String, String> environment = new HashMap<>();
        for (String pair : text.split(" ", -1)) {
            environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return environment;
    }

    /** Everything options hold, in a form that can be compared. */
    static Map<String, @Nullable Object> shape(Record options) throws ReflectiveOperationException {
        Map<String, @Nullable Object> shape = new TreeMap<>();
        for (RecordComponent component : options.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(options);
            shape.put(component.getName(), valueShape(value));
        }
        return shape;
    }

    private static @Nullable Object valueShape(@Nullable Object value) throws ReflectiveOperationException {
        if (value instanceof Supplier<?> supplier) {
            try {
                return supplier.get();
            } catch (RuntimeException noSuchFile) {
                return noSuchFile.getMessage();
            }
        }
        if (value instanceof ReconnectPolicy policy) {
            return List.of(
                            policy.delayBefore(1).map(OptionSourceTest::seconds),
                            policy.delayBefore(2).map(OptionSourceTest::seconds),
                            policy.delayBefore(3).isPresent(),
                            policy.equals(ReconnectPolicy.DEFAULT))
                    .toString();
        }
        return value instanceof Record record && !(value instanceof Authentication.Credentials)
                ? value.getClass().getSimpleName() + shape(record)
                : value;
    }

    /** Rounded, so that jitter is gone. */
    private static long seconds(Duration duration) {
        return (duration.toMillis() + 500) / 1000;
    }

    @Test
    void pathsStayAsTheyAre() {
        assertThat(NatsOptions.fromEnvironment(Map.of("NATS_CREDS", "/a/b.creds"))
                        .authentication())
                .isEqualTo(Authentication.credentials(Path.of("/a/b.creds")));
    }
}
