package io.natter.cli.command;

import io.natter.client.NatsConnection;
import io.natter.client.RequestManyOptions;
import io.natter.client.service.EndpointInfo;
import io.natter.client.service.ServiceDiscovery;
import io.natter.client.service.ServiceInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter service request}: asks an endpoint by its name; the service says its subject. <i>Confined to one thread.</i> */
@Command(description = "Send a request to a service endpoint")
final class ServiceRequestCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<service>", description = "Service name")
    private String service = "";

    @Parameters(index = "1", paramLabel = "<endpoint>", description = "Endpoint name")
    private String endpoint = "";

    @Parameters(index = "2", arity = "0..1", paramLabel = "<payload>", description = "Request payload")
    private @Nullable String body;

    @Mixin
    private PayloadFlags payload = new PayloadFlags();

    @Option(
            names = {"-r", "--raw"},
            description = "Show only the reply body")
    private boolean raw;

    @Option(
            names = "--translate",
            paramLabel = "COMMAND",
            description = "Pipe each reply body through COMMAND before output")
    private @Nullable String translate;

    private final Session session;

    ServiceRequestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        // Somebody who types is not waited for: a request may well be empty.
        boolean isFromInput =
                payload.forceStdin || body == null && !session.around().isInputTerminal();
        Asker.Answers answers = new Asker.Answers(true, raw, 1, Duration.ZERO, translate);
        try (NatsConnection nats = session.connect()) {
            String subject = subject(found(nats));
            if (isFromInput) {
                session.around().log("Reading payload from STDIN");
            }
            new Asker(session, nats, payload, answers).ask(subject, isFromInput, body);
        }
        return 0;
    }

    private ServiceInfo found(NatsConnection nats) {
        List<ServiceInfo> found = ServiceDiscovery.of(nats)
                .withLimits(RequestManyOptions.within(session.timeout()).withMax(1))
                .info(service);
        if (found.isEmpty()) {
            throw new UsageException("no service instances found");
        }
        return found.get(0);
    }

    private String subject(ServiceInfo info) {
        for (EndpointInfo one : info.endpoints()) {
            if (one.name().equals(endpoint)) {
                return one.subject();
            }
        }
        String name = "service \"" + info.identity().name() + "\"";
        if (info.endpoints().isEmpty()) {
            throw new UsageException(name + " has no endpoints");
        }
        String names = info.endpoints().stream().map(EndpointInfo::name).collect(Collectors.joining(", "));
        throw new UsageException(name + " has no endpoint \"" + endpoint + "\" (available: " + names + ")");
    }
}
