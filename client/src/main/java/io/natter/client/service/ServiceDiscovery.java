package io.natter.client.service;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Replies;
import io.natter.client.RequestManyOptions;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Finds services and asks them what they are and how they fare (ADR-32).
 *
 * <p>Thread-safe and immutable. Each question goes to all instances that are meant, and ends when none has answered for a while, by default 300 ms,
 * or after 5 s in all; a question about one instance ends with its answer. Answers that cannot be read are passed over.
 */
public final class ServiceDiscovery {
    private static final RequestManyOptions DEFAULT_LIMITS =
            RequestManyOptions.within(Duration.ofSeconds(5)).withStall(Duration.ofMillis(300));

    private final NatsConnection connection;
    private final String prefix;
    private final RequestManyOptions limits;

    private ServiceDiscovery(NatsConnection connection, String prefix, RequestManyOptions limits) {
        this.connection = connection;
        this.prefix = prefix;
        this.limits = limits;
    }

    /** Asks over this connection. */
    public static ServiceDiscovery of(NatsConnection connection) {
        return new ServiceDiscovery(connection, ServiceConfig.DEFAULT_PREFIX, DEFAULT_LIMITS);
    }

    /** The same with other limits of how long, and for how many answers, it waits. */
    public ServiceDiscovery withLimits(RequestManyOptions limits) {
        return new ServiceDiscovery(connection, prefix, limits);
    }

    /** The same with another beginning of the subjects. */
    public ServiceDiscovery withPrefix(String prefix) {
        Names.requirePrefix("prefix", prefix);
        return new ServiceDiscovery(connection, prefix, limits);
    }

    /** All instances of all services, in the order they answer. */
    public List<ServicePing> ping() {
        return ask("PING", ServiceIdentity.PING, limits, ServicePing::new);
    }

    /** All instances of a service. */
    public List<ServicePing> ping(String name) {
        return ask(named("PING", name), ServiceIdentity.PING, limits, ServicePing::new);
    }

    /** One instance, or empty if it does not answer. */
    public Optional<ServicePing> ping(String name, String id) {
        return first(ask(one("PING", name, id), ServiceIdentity.PING, limits.withMax(1), ServicePing::new));
    }

    /** What all instances of all services offer. */
    public List<ServiceInfo> info() {
        return ask("INFO", ServiceInfo.JSON, limits, (info, rtt) -> info);
    }

    /** What all instances of a service offer. */
    public List<ServiceInfo> info(String name) {
        return ask(named("INFO", name), ServiceInfo.JSON, limits, (info, rtt) -> info);
    }

    /** What one instance offers, or empty if it does not answer. */
    public Optional<ServiceInfo> info(String name, String id) {
        return first(ask(one("INFO", name, id), ServiceInfo.JSON, limits.withMax(1), (info, rtt) -> info));
    }

    /** Figures of all instances of all services. */
    public List<ServiceStats> stats() {
        return ask("STATS", ServiceStats.JSON, limits, (stats, rtt) -> stats);
    }

    /** Figures of all instances of a service. */
    public List<ServiceStats> stats(String name) {
        return ask(named("STATS", name), ServiceStats.JSON, limits, (stats, rtt) -> stats);
    }

    /** Figures of one instance, or empty if it does not answer. */
    public Optional<ServiceStats> stats(String name, String id) {
        return first(ask(one("STATS", name, id), ServiceStats.JSON, limits.withMax(1), (stats, rtt) -> stats));
    }

    private static String named(String verb, String name) {
        Names.requireName("service name", name);
        return verb + "." + name;
    }

    private static String one(String verb, String name, String id) {
        Names.requireToken("service id", id);
        return named(verb, name) + "." + id;
    }

    private <T, R> List<R> ask(
            String subject, JsonForm<T> form, RequestManyOptions limits, BiFunction<T, Duration, R> result) {
        List<R> results = new ArrayList<>();
        long start = System.nanoTime();
        try (Replies replies = connection.requestMany(prefix + "." + subject, new byte[0], limits)) {
            for (Message reply : replies) {
                Duration rtt = Duration.ofNanos(System.nanoTime() - start);
                read(reply, form).ifPresent(answer -> results.add(result.apply(answer, rtt)));
            }
        } catch (NoRespondersException nobodyIsThere) {
            return results;
        }
        return results;
    }

    /** Anybody may answer, so what comes may be anything. */
    private static <T> Optional<T> read(Message reply, JsonForm<T> form) {
        if (reply.isError()) {
            return Optional.empty();
        }
        try {
            return Optional.of(form.read(reply.payload()));
        } catch (JsonException malformed) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> first(List<T> answers) {
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers.get(0));
    }
}
