package io.natter.server.config.read;

import io.natter.server.config.ListenerConfig;
import io.natter.server.config.MqttConfig;
import io.natter.server.config.WebSocketConfig;
import io.natter.server.config.WebSocketCookies;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Whole;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of the websocket and mqtt blocks. (B143, B145) Thread-safe: constants and pure functions. */
final class ListenerKeys {
    private static final Keys<ListenerConfig> TLS =
            new Keys<ListenerConfig>().value(TlsKeys::clients, ListenerConfig::withTls, "tls");

    private static final Keys<WebSocketCookies> COOKIES = new Keys<WebSocketCookies>()
            .text(WebSocketCookies::withJwt, "jwt_cookie")
            .text(WebSocketCookies::withUser, "user_cookie")
            .text(WebSocketCookies::withPassword, "pass_cookie")
            .text(WebSocketCookies::withToken, "token_cookie");

    private static final Keys<WebSocketConfig> WEBSOCKET = new Keys<WebSocketConfig>()
            .all(WebSocketConfig::listener, WebSocketConfig::withListener, LinkKeys.LISTENER)
            .all(WebSocketConfig::listener, WebSocketConfig::withListener, TLS)
            .action((to, given) -> to.withListener(to.listener().withAdvertise(given.textOrNull())), "advertise")
            .flag(WebSocketConfig::withNoTls, "no_tls")
            .flag(WebSocketConfig::withSameOrigin, "same_origin")
            .texts(
                    WebSocketConfig::withAllowedOrigins,
                    "allowed_origins",
                    "allowed_origin",
                    "allow_origins",
                    "allow_origin",
                    "origins",
                    "origin")
            .flag(WebSocketConfig::withCompression, "compression", "compress")
            .value(ListenerKeys::handshakeTimeout, WebSocketConfig::withHandshakeTimeout, "handshake_timeout")
            .value(ListenerKeys::pingInterval, WebSocketConfig::withPingInterval, "ping_interval")
            .block(
                    WebSocketConfig::authorization,
                    WebSocketConfig::withAuthorization,
                    AuthorizationKeys.SIMPLE,
                    "authorization",
                    "authentication")
            .text(WebSocketConfig::withNoAuthUser, "no_auth_user")
            .all(WebSocketConfig::cookies, WebSocketConfig::withCookies, COOKIES)
            .value(Given::textByKey, WebSocketConfig::withHeaders, "headers");

    private static final Keys<MqttConfig> MQTT = new Keys<MqttConfig>()
            .all(MqttConfig::listener, MqttConfig::withListener, LinkKeys.LISTENER)
            .all(MqttConfig::listener, MqttConfig::withListener, TLS)
            .block(
                    MqttConfig::authorization,
                    MqttConfig::withAuthorization,
                    AuthorizationKeys.SIMPLE,
                    "authorization",
                    "authentication")
            .text(MqttConfig::withNoAuthUser, "no_auth_user")
            .durationOr(Duration.ofSeconds(30), MqttConfig::withAckWait, "ack_wait", "ackwait")
            .value(
                    ListenerKeys::maxAckPending,
                    MqttConfig::withMaxAckPending,
                    "max_ack_pending",
                    "max_pending",
                    "max_inflight")
            .durationOr(Duration.ofSeconds(5), MqttConfig::withJsApiTimeout, "js_api_timeout", "api_timeout")
            .text(MqttConfig::withJsDomain, "js_domain")
            .number(MqttConfig::withStreamReplicas, "stream_replicas")
            .action(
                    (to, given) -> {
                        given.misused("consumer replicas setting ignored in this server version");
                        return to.withConsumerReplicas(given.value() instanceof Whole ? given.number() : 0);
                    },
                    "consumer_replicas")
            .flag(MqttConfig::withConsumerMemoryStorage, "consumer_memory_storage")
            .duration(MqttConfig::withConsumerInactiveThreshold, "consumer_inactive_threshold", "consumer_auto_cleanup")
            .flag(MqttConfig::withRejectQos2Publish, "reject_qos2_publish")
            .flag(MqttConfig::withDowngradeQos2Subscribe, "downgrade_qos2_subscribe");

    private ListenerKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(WEBSOCKET, MQTT);
    }

    static WebSocketConfig webSocket(WebSocketConfig start, Given given) {
        return WEBSOCKET.read(start, map(given, "websocket"));
    }

    static MqttConfig mqtt(MqttConfig start, Given given) {
        return MQTT.read(start, map(given, "mqtt"));
    }

    private static Given map(Given given, String what) {
        if (!(given.value() instanceof Block)) {
            throw given.fault(
                    "Expected " + what + " to be a map, got " + given.value().kind());
        }
        return given;
    }

    private static Duration handshakeTimeout(Given given) {
        Duration timeout = given.secondsOrDuration("error parsing handshake timeout: unsupported type");
        return timeout.isZero() ? WebSocketConfig.defaults().handshakeTimeout() : timeout;
    }

    private static @Nullable Duration pingInterval(Given given) {
        Duration interval = given.duration();
        return interval.isZero() ? null : interval;
    }

    private static int maxAckPending(Given given) {
        long max = given.whole();
        if (max < 0 || max > 0xffff) {
            throw given.fault("invalid value " + max + ", should in [0..65535] range");
        }
        return (int) max;
    }
}
