package io.natter.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Clients that speak MQTT. Immutable. (B145)
 *
 * @param listener where they connect
 * @param authorization what these clients must show instead of what others must
 * @param noAuthUser user that connections without credentials are, or null
 * @param ackWait wait before a message is sent again
 * @param maxAckPending messages on the way to one subscription, to 65535
 * @param jsApiTimeout longest wait for JetStream
 * @param jsDomain JetStream domain that holds the sessions, or null
 * @param streamReplicas replicas of the streams; 0 for as the cluster allows
 * @param consumerReplicas accepted, without effect, as in nats-server
 * @param consumerMemoryStorage whether consumers are kept in memory
 * @param consumerInactiveThreshold idle time after which consumers go, or null for never
 * @param rejectQos2Publish whether QoS 2 publishers are refused
 * @param downgradeQos2Subscribe whether QoS 2 subscribers get QoS 1
 */
public record MqttConfig(
        ListenerConfig listener,
        LinkAuthorization authorization,
        @Nullable String noAuthUser,
        Duration ackWait,
        int maxAckPending,
        Duration jsApiTimeout,
        @Nullable String jsDomain,
        int streamReplicas,
        int consumerReplicas,
        boolean consumerMemoryStorage,
        @Nullable Duration consumerInactiveThreshold,
        boolean rejectQos2Publish,
        boolean downgradeQos2Subscribe) {
    /** Checks every value. */
    public MqttConfig {
        Check.inRange("maxAckPending", maxAckPending, 0, 65535);
    }

    /** What holds when the configuration says nothing. */
    public static MqttConfig defaults() {
        return new MqttConfig(
                ListenerConfig.defaults(),
                LinkAuthorization.defaults(),
                null,
                Duration.ofSeconds(30),
                1024,
                Duration.ofSeconds(5),
                null,
                0,
                0,
                false,
                null,
                false,
                false);
    }

    /** Whether there is a listener. */
    public boolean isOn() {
        return listener.isOn();
    }

    /** A copy with another listener. */
    public MqttConfig withListener(ListenerConfig listener) {
        return Copy.with(this, "listener", listener);
    }

    /** A copy with another authorization. */
    public MqttConfig withAuthorization(LinkAuthorization authorization) {
        return Copy.with(this, "authorization", authorization);
    }

    /** A copy with another noAuthUser. */
    public MqttConfig withNoAuthUser(@Nullable String noAuthUser) {
        return Copy.with(this, "noAuthUser", noAuthUser);
    }

    /** A copy with another ackWait. */
    public MqttConfig withAckWait(Duration ackWait) {
        return Copy.with(this, "ackWait", ackWait);
    }

    /** A copy with another maxAckPending. */
    public MqttConfig withMaxAckPending(int maxAckPending) {
        return Copy.with(this, "maxAckPending", maxAckPending);
    }

    /** A copy with another jsApiTimeout. */
    public MqttConfig withJsApiTimeout(Duration jsApiTimeout) {
        return Copy.with(this, "jsApiTimeout", jsApiTimeout);
    }

    /** A copy with another jsDomain. */
    public MqttConfig withJsDomain(@Nullable String jsDomain) {
        return Copy.with(this, "jsDomain", jsDomain);
    }

    /** A copy with another streamReplicas. */
    public MqttConfig withStreamReplicas(int streamReplicas) {
        return Copy.with(this, "streamReplicas", streamReplicas);
    }

    /** A copy with another consumerReplicas. */
    public MqttConfig withConsumerReplicas(int consumerReplicas) {
        return Copy.with(this, "consumerReplicas", consumerReplicas);
    }

    /** A copy with another consumerMemoryStorage. */
    public MqttConfig withConsumerMemoryStorage(boolean consumerMemoryStorage) {
        return Copy.with(this, "consumerMemoryStorage", consumerMemoryStorage);
    }

    /** A copy with another consumerInactiveThreshold. */
    public MqttConfig withConsumerInactiveThreshold(@Nullable Duration consumerInactiveThreshold) {
        return Copy.with(this, "consumerInactiveThreshold", consumerInactiveThreshold);
    }

    /** A copy with another rejectQos2Publish. */
    public MqttConfig withRejectQos2Publish(boolean rejectQos2Publish) {
        return Copy.with(this, "rejectQos2Publish", rejectQos2Publish);
    }

    /** A copy with another downgradeQos2Subscribe. */
    public MqttConfig withDowngradeQos2Subscribe(boolean downgradeQos2Subscribe) {
        return Copy.with(this, "downgradeQos2Subscribe", downgradeQos2Subscribe);
    }
}
