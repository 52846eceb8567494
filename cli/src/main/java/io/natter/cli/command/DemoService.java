package io.natter.cli.command;

import io.natter.cli.text.Columns;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.service.Endpoint;
import io.natter.client.service.Service;
import io.natter.client.service.ServiceConfig;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.Headers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;

/** A service that sends back what it gets, until it is told to end. <i>Confined to one thread</i>, but for its handler. */
final class DemoService {
    private final Session session;
    private final Surroundings around;
    private final String name;
    private final List<String> headers;
    private final LongAdder payloadBytes = new LongAdder();

    DemoService(Session session, String name, List<String> headers) {
        this.session = session;
        this.around = session.around();
        this.name = name;
        this.headers = headers;
    }

    int run() {
        Headers more = PayloadFlags.headers(headers, new Filler(around), 1);
        ServiceConfig config = ServiceConfig.of(name, "1.0.0").withDescription("NATS CLI Demo Service (" + name + ")");
        try (NatsConnection nats = session.connect()) {
            Endpoint echo = Endpoint.of("echo", request -> answer(nats, request, more))
                    .withStatsData(() -> Map.of("total_payload", payloadBytes.sum()));
            try (Service service = Service.start(
                    nats, config, endpoints -> endpoints.group(name).endpoint(echo))) {
                around.out().print(greeting(nats));
                around.out().flush();
                service.stopped().get();
            } catch (InterruptedException toldToEnd) {
                around.log("Draining...");
            } catch (ExecutionException e) {
                throw new UsageException("service: " + e.getMessage(), e);
            }
        }
        return 0;
    }

    private String greeting(NatsConnection nats) {
        Columns columns = new Columns(
                "NATS CLI Service " + name + " handler " + pid() + " waiting for requests on " + nats.server());
        columns.title("Listening Subjects").row(name + ".echo", "Echo Service");
        if (!headers.isEmpty()) {
            columns.title("Custom Response Headers");
            headers.forEach(header -> columns.line(header));
        }
        return columns.title("Requests Log").render();
    }

    private Outgoing answer(NatsConnection nats, Message request, Headers more) {
        around.log("Handling request on subject " + request.subject());
        payloadBytes.add(request.payload().length);
        Headers.Builder answer = Headers.builder()
                .add("ConnectedUrl", nats.server())
                .add("Handler", Long.toString(pid()))
                .add("Subject", request.subject())
                .add("Timestamp", around.clock().instant().toString());
        ServerInfo server = nats.serverInfo();
        if (server != null && server.cluster() != null && !server.cluster().isEmpty()) {
            answer.add("ConnectedCluster", server.cluster());
        }
        more.entries().forEach(entry -> answer.add(entry.name(), entry.value()));
        request.headers().entries().forEach(entry -> answer.add(entry.name(), entry.value()));
        return Outgoing.of(request.subject(), request.payload()).withHeaders(answer.build());
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }
}
