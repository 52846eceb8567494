package io.natter.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Clients over WebSocket. Immutable. (B143)
 *
 * @param listener where they connect
 * @param noTls whether plain connections are wanted; one of this and TLS is needed
 * @param sameOrigin whether pages of this host only may connect
 * @param allowedOrigins origins that may connect; empty for all
 * @param compression whether frames may be compressed
 * @param handshakeTimeout longest upgrade
 * @param pingInterval how often a silent client is asked for a sign of life, or null for as others
 * @param authorization what these clients must show instead of what others must
 * @param noAuthUser user that connections without credentials are, or null
 * @param cookies cookies that stand for credentials
 * @param headers added to the answer to an upgrade
 */
public record WebSocketConfig(
        ListenerConfig listener,
        boolean noTls,
        boolean sameOrigin,
        List<String> allowedOrigins,
        boolean compression,
        Duration handshakeTimeout,
        @Nullable Duration pingInterval,
        LinkAuthorization authorization,
        @Nullable String noAuthUser,
        WebSocketCookies cookies,
        Map<String, String> headers) {
    /** Checks every value. */
    public WebSocketConfig {
        allowedOrigins = Copy.of(allowedOrigins);
        headers = Copy.of(headers);
    }

    /** What holds when the configuration says nothing. */
    public static WebSocketConfig defaults() {
        return new WebSocketConfig(
                ListenerConfig.defaults(),
                false,
                false,
                List.of(),
                false,
                Duration.ofSeconds(2),
                null,
                LinkAuthorization.defaults(),
                null,
                WebSocketCookies.defaults(),
                Map.of());
    }

    /** Whether there is a listener. */
    public boolean isOn() {
        return listener.isOn();
    }

    /** A copy with another listener. */
    public WebSocketConfig withListener(ListenerConfig listener) {
        return Copy.with(this, "listener", listener);
    }

    /** A copy with another noTls. */
    public WebSocketConfig withNoTls(boolean noTls) {
        return Copy.with(this, "noTls", noTls);
    }

    /** A copy with another sameOrigin. */
    public WebSocketConfig withSameOrigin(boolean sameOrigin) {
        return Copy.with(this, "sameOrigin", sameOrigin);
    }

    /** A copy with another allowedOrigins. */
    public WebSocketConfig withAllowedOrigins(List<String> allowedOrigins) {
        return Copy.with(this, "allowedOrigins", allowedOrigins);
    }

    /** A copy with another compression. */
    public WebSocketConfig withCompression(boolean compression) {
        return Copy.with(this, "compression", compression);
    }

    /** A copy with another handshakeTimeout. */
    public WebSocketConfig withHandshakeTimeout(Duration handshakeTimeout) {
        return Copy.with(this, "handshakeTimeout", handshakeTimeout);
    }

    /** A copy with another pingInterval. */
    public WebSocketConfig withPingInterval(@Nullable Duration pingInterval) {
        return Copy.with(this, "pingInterval", pingInterval);
    }

    /** A copy with another authorization. */
    public WebSocketConfig withAuthorization(LinkAuthorization authorization) {
        return Copy.with(this, "authorization", authorization);
    }

    /** A copy with another noAuthUser. */
    public WebSocketConfig withNoAuthUser(@Nullable String noAuthUser) {
        return Copy.with(this, "noAuthUser", noAuthUser);
    }

    /** A copy with another cookies. */
    public WebSocketConfig withCookies(WebSocketCookies cookies) {
        return Copy.with(this, "cookies", cookies);
    }

    /** A copy with another headers. */
    public WebSocketConfig withHeaders(Map<String, String> headers) {
        return Copy.with(this, "headers", headers);
    }
}
