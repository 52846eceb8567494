package io.natter.client.service;

import io.natter.client.ReplyHandler;
import org.jspecify.annotations.Nullable;

/**
 * Where endpoints are added to a service: under a common prefix of their subjects, and in a common queue group (ADR-32).
 *
 * <p>Thread-safe and immutable: it is a view of its service.
 */
public final class ServiceGroup {
    private final Service service;
    private final String prefix;
    private final @Nullable String queueGroup;

    ServiceGroup(Service service, String prefix, @Nullable String queueGroup) {
        this.service = service;
        this.prefix = prefix;
        this.queueGroup = queueGroup;
    }

    /**
     * Adds an endpoint. The server knows of it when {@link Service#start} returns, or after the next flush.
     *
     * @return this group
     * @throws IllegalStateException if the service has stopped
     */
    public ServiceGroup endpoint(Endpoint endpoint) {
        String group = endpoint.queueGroup() == null ? queueGroup : endpoint.queueGroup();
        boolean isInGroup = group != null && !group.isEmpty();
        service.add(endpoint, prefix + endpoint.subject(), isInGroup ? group : null);
        return this;
    }

    /** Adds an endpoint that listens where its name says. */
    public ServiceGroup endpoint(String name, ReplyHandler handler) {
        return endpoint(Endpoint.of(name, handler));
    }

    /** Adds an endpoint for requests that are values; those that cannot be read are answered with error 400. */
    public <T> ServiceGroup endpoint(String name, Class<T> type, EndpointHandler<T> handler) {
        return endpoint(Endpoint.of(name, type, handler));
    }

    /** The group below this one: {@code name} and a dot before the subjects of its endpoints; may have several tokens. */
    public ServiceGroup group(String name) {
        Names.requirePrefix("group", name);
        return new ServiceGroup(service, prefix + name + ".", queueGroup);
    }

    /** The same group with another queue group for endpoints that name none. */
    public ServiceGroup withQueueGroup(String queueGroup) {
        Names.requireQueueGroup(queueGroup);
        return new ServiceGroup(service, prefix, queueGroup);
    }

    /** The same group, whose endpoints are in no queue group unless they name one. */
    public ServiceGroup withoutQueueGroup() {
        return new ServiceGroup(service, prefix, null);
    }
}
