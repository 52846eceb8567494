package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.support.JsonValueUtils;
import io.nats.service.Discovery;
import io.nats.service.EndpointStats;
import io.nats.service.Group;
import io.nats.service.InfoResponse;
import io.nats.service.ServiceEndpoint;
import io.nats.service.StatsResponse;
import io.natter.client.NatsConnection;
import io.natter.client.ReplyErrorException;
import io.natter.client.RequestManyOptions;
import io.natter.client.service.Endpoint;
import io.natter.client.service.Service;
import io.natter.client.service.ServiceConfig;
import io.natter.client.service.ServiceDiscovery;
import io.natter.client.service.ServiceErrorException;
import io.natter.client.service.ServiceInfo;
import io.natter.client.service.ServiceStats;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Services of our client and of the official Java client, each found, asked and watched by the other. */
@SuppressWarnings("try") // close() of the official client may be interrupted; then the test ends
final class ServicesInteropIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    private static Connection jnats(Site site) throws Exception {
        return io.nats.client.Nats.connect(new Options.Builder()
                .server(site.server().url())
                .connectionTimeout(PATIENCE)
                .build());
    }

    @EachProgram
    void theirsFindsAsksAndWatchesOurs(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection ours = site.connect();
        ServiceConfig config =
                ServiceConfig.of("math", "1.2.3").withDescription("adds").withMetadata(Map.of("zone", "a"));
        Endpoint twice = Endpoint.of("twice", request -> request.text() + request.text())
                .withMetadata(Map.of("k", "v"))
                .withStatsData(() -> Map.of("hits", 5));
        Endpoint refuses = Endpoint.of("refuses", request -> {
            throw new ServiceErrorException(404, "no such thing");
        });
        try (Service service = Service.start(
                        ours,
                        config,
                        endpoints -> endpoints.group("v1").endpoint(twice).endpoint(refuses));
                Connection theirs = jnats(site)) {
            assertThat(Objects.requireNonNull(theirs.request("v1.twice", "ab".getBytes(UTF_8), PATIENCE))
                            .getData())
                    .isEqualTo("abab".getBytes(UTF_8));
            var refusal = Objects.requireNonNull(theirs.request("v1.refuses", new byte[0], PATIENCE));
            assertThat(refusal.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("404");
            Discovery discovery = new Discovery(theirs, PATIENCE.toMillis(), 1);
            assertThat(discovery.ping("math", config.id()).getId()).isEqualTo(config.id());
            InfoResponse info = discovery.info("math").get(0);
            assertThat(info.getDescription()).isEqualTo("adds");
            assertThat(info.getVersion()).isEqualTo("1.2.3");
            assertThat(info.getMetadata()).isEqualTo(Map.of("zone", "a"));
            assertThat(info.getEndpoints().get(0).getSubject()).isEqualTo("v1.twice");
            assertThat(info.getEndpoints().get(0).getMetadata()).isEqualTo(Map.of("k", "v"));
            StatsResponse stats = discovery.stats().get(0);
            assertThat(stats.getStarted().toInstant()).isEqualTo(service.stats().started());
            EndpointStats figures = stats.getEndpointStatsList().get(0);
            assertThat(figures.getNumRequests()).isEqualTo(1);
            assertThat(figures.getQueueGroup()).isEqualTo("q");
            assertThat(JsonValueUtils.readInteger(figures.getData(), "hits")).isEqualTo(5);
            assertThat(stats.getEndpointStatsList().get(1).getNumErrors()).isEqualTo(1);
        }
    }

    @EachProgram
    void oursFindsAsksAndWatchesTheirs(ServerProgram program) throws Exception {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection ours = site.connect();
        try (Connection theirs = jnats(site)) {
            io.nats.service.Service service = theirService(theirs);
            service.startService();
            theirs.flush(PATIENCE);
            assertThat(ours.request("v1.twice", "ab").text()).isEqualTo("abab");
            assertThatThrownBy(() -> ours.request("refuses", "", String.class))
                    .isInstanceOfSatisfying(
                            ReplyErrorException.class,
                            error -> assertThat(error.code()).isEqualTo(404));
            ServiceDiscovery discovery = ServiceDiscovery.of(ours)
                    .withLimits(RequestManyOptions.within(PATIENCE).withMax(1));
            assertThat(discovery.ping()).hasSize(1);
            ServiceInfo info = discovery.info("math", service.getId()).orElseThrow();
            assertThat(info.identity().version()).isEqualTo("1.2.3");
            assertThat(info.identity().metadata()).isEqualTo(Map.of("zone", "a"));
            assertThat(info.description()).isEqualTo("adds");
            assertThat(info.endpoints())
                    .extracting(endpoint -> endpoint.subject())
                    .containsExactlyInAnyOrder("v1.twice", "refuses");
            ServiceStats stats = discovery.stats("math").get(0);
            var twice = stats.endpoints().stream()
                    .filter(endpoint -> endpoint.name().equals("twice"))
                    .findFirst()
                    .orElseThrow();
            assertThat(twice.requests()).isEqualTo(1);
            assertThat(twice.data()).isEqualTo(Map.of("hits", new BigDecimal(5)));
            service.stop();
        }
    }

    private static io.nats.service.Service theirService(Connection theirs) {
        ServiceEndpoint twice = ServiceEndpoint.builder()
                .group(new Group("v1"))
                .endpointName("twice")
                .handler(request -> {
                    String text = new String(request.getData(), UTF_8);
                    request.respond(theirs, text + text);
                })
                .statsDataSupplier(() -> io.nats.client.support.JsonValueUtils.mapBuilder()
                        .put("hits", 5)
                        .toJsonValue())
                .build();
        ServiceEndpoint refuses = ServiceEndpoint.builder()
                .endpointName("refuses")
                .handler(request -> request.respondStandardError(theirs, "no such thing", 404))
                .build();
        return io.nats.service.Service.builder()
                .connection(theirs)
                .name("math")
                .version("1.2.3")
                .description("adds")
                .metadata(Map.of("zone", "a"))
                .addServiceEndpoint(twice)
                .addServiceEndpoint(refuses)
                .build();
    }
}
