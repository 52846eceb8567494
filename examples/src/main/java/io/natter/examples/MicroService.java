package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.service.EndpointStats;
import io.natter.client.service.Service;
import io.natter.client.service.ServiceConfig;
import io.natter.client.service.ServiceDiscovery;
import io.natter.client.service.ServiceErrorException;
import io.natter.client.service.ServiceInfo;
import io.natter.client.service.ServiceStats;

/** A service with two endpoints, which is found, used and watched (ADR-32). */
public final class MicroService {
    private MicroService() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        ServiceConfig config = ServiceConfig.of("users", "1.0.0").withDescription("who is who");
        try (NatsConnection nats = Nats.connect(Server.of(args));
                Service service = Service.start(
                        nats,
                        config,
                        endpoints -> endpoints
                                .group("users")
                                .endpoint("profile", request -> "profile of " + request.text())
                                .endpoint("remove", request -> {
                                    throw new ServiceErrorException(403, "not allowed");
                                }))) {
            for (ServiceInfo found :
                    ServiceDiscovery.of(nats).info(service.config().name())) {
                System.out.println(
                        found.description() + ": " + found.endpoints().size() + " endpoints");
            }
            System.out.println(nats.request("users.profile", "123").text());
            System.out.println(
                    "an error: " + nats.request("users.remove", "123").isError());
            for (ServiceStats stats : ServiceDiscovery.of(nats).stats("users")) {
                for (EndpointStats endpoint : stats.endpoints()) {
                    System.out.println(endpoint.subject() + ": " + endpoint.requests() + " requests, "
                            + endpoint.errors() + " errors");
                }
            }
        }
    }
}
