package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Codec;
import io.natter.client.Codecs;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.ReplyErrorException;
import io.natter.client.RequestManyOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.service.Endpoint;
import io.natter.client.service.EndpointStats;
import io.natter.client.service.Service;
import io.natter.client.service.ServiceConfig;
import io.natter.client.service.ServiceDiscovery;
import io.natter.client.service.ServiceErrorException;
import io.natter.client.service.ServiceGroup;
import io.natter.client.service.ServiceInfo;
import io.natter.client.service.ServicePing;
import io.natter.client.service.ServiceStats;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.wire.Headers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Services: answering, being found, being watched, ending (ADR-32). */
final class ServicesIT {
    private static final ServiceConfig MATH =
            ServiceConfig.of("math", "1.2.3").withDescription("adds").withMetadata(Map.of("zone", "a"));

    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    /** A value with a codec of its own. */
    record Sum(int a, int b) {}

    private static final Codecs CODECS = Codecs.BUILT_IN.with(Sum.class, new Codec<>() {
        @Override
        public byte[] encode(Sum sum) {
            return (sum.a + "+" + sum.b).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public Sum decode(Message message) {
            String[] parts = message.text().split("\\+", -1);
            return new Sum(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
    });

    private NatsConnection connect(ServerProgram program) {
        return connect(testbed.start(Setting.open(program), directory));
    }

    private NatsConnection connect(Site site) {
        return testbed.connect(site.options().codecs(CODECS).build());
    }

    private static ServiceDiscovery discovery(NatsConnection nats, int expected) {
        return ServiceDiscovery.of(nats)
                .withLimits(RequestManyOptions.within(PATIENCE).withMax(expected));
    }

    @EachProgram
    void answersAtItsEndpoints(ServerProgram program) {
        NatsConnection nats = connect(program);
        try (Service service = Service.start(nats, MATH, MathEndpoints::add)) {
            assertThat(nats.request("add", new Sum(1, 2), String.class)).isEqualTo("3");
            assertThat(nats.request("v1.twice", "ab").text()).isEqualTo("abab");
            assertThat(nats.request("v1.deep.x.7", "").text()).isEqualTo("v1.deep.x.7");
            Message withHeaders = nats.request("headers", "");
            assertThat(withHeaders.headers().first("A")).isEqualTo("b");
            service.endpoints().endpoint("late", request -> "added later");
            nats.flush(PATIENCE);
            assertThat(nats.request("late", "").text()).isEqualTo("added later");
        }
        assertThatThrownBy(() -> nats.request("v1.twice", "ab")).isInstanceOf(NoRespondersException.class);
    }

    private static final class MathEndpoints {
        static void add(ServiceGroup endpoints) {
            endpoints
                    .endpoint("add", Sum.class, (sum, request) -> "" + (sum.a() + sum.b()))
                    .endpoint("headers", request -> Outgoing.of("", "x").withHeader("A", "b"));
            ServiceGroup v1 = endpoints.group("v1").endpoint("twice", request -> request.text() + request.text());
            v1.group("deep.x").endpoint(Endpoint.of("deep", Message::subject).withSubject("*"));
        }
    }

    @EachProgram
    void tellsErrorsInHeadersAndCountsThem(ServerProgram program) {
        NatsConnection nats = connect(program);
        try (Service service = Service.start(
                nats,
                MATH,
                endpoints -> endpoints
                        .endpoint("add", Sum.class, (sum, request) -> "")
                        .endpoint("refuses", request -> {
                            throw new ServiceErrorException(404, "no such thing")
                                    .withBody("details")
                                    .withHeaders(Headers.of("Retry", "never"));
                        })
                        .endpoint("breaks", request -> {
                            throw new IllegalStateException("two\nlines");
                        }))) {
            Message refusal = nats.request("refuses", "");
            assertThat(refusal.isError()).isTrue();
            assertThat(refusal.text()).isEqualTo("details");
            assertThat(refusal.headers().first("Nats-Service-Error-Code")).isEqualTo("404");
            assertThat(refusal.headers().first("Nats-Service-Error")).isEqualTo("no such thing");
            assertThat(refusal.headers().first("Retry")).isEqualTo("never");
            assertError(nats, "add", 400);
            assertError(nats, "breaks", 500);
            List<EndpointStats> stats = service.stats().endpoints();
            assertThat(stats).extracting(EndpointStats::errors).containsExactly(1L, 1L, 1L);
            assertThat(stats.get(1).lastError()).isEqualTo("404:no such thing");
            assertThat(stats.get(2).lastError()).isEqualTo("500:two lines");
        }
    }

    private static void assertError(NatsConnection nats, String subject, int code) {
        assertThatThrownBy(() -> nats.request(subject, "x", String.class))
                .isInstanceOfSatisfying(
                        ReplyErrorException.class,
                        error -> assertThat(error.code()).isEqualTo(code));
    }

    @EachProgram
    void isFoundByEveryoneByNameAndById(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection nats = connect(site);
        ServiceConfig second = ServiceConfig.of("math", "1.2.4");
        ServiceConfig other = ServiceConfig.of("other", "0.1.0");
        try (Service one = Service.start(connect(site), MATH, MathEndpoints::add);
                Service two = Service.start(connect(site), second, MathEndpoints::add);
                Service three = Service.start(connect(site), other, endpoints -> {})) {
            assertThat(discovery(nats, 3).ping())
                    .extracting(ServicePing::identity)
                    .containsExactlyInAnyOrder(one.identity(), two.identity(), three.identity());
            assertThat(discovery(nats, 2).ping("math"))
                    .extracting(found -> found.identity().id())
                    .containsExactlyInAnyOrder(MATH.id(), second.id());
            assertThat(discovery(nats, 2).info("math")).containsExactlyInAnyOrder(one.info(), two.info());
            assertThat(discovery(nats, 3).info()).hasSize(3);
            Optional<ServiceInfo> info = discovery(nats, 1).info("math", MATH.id());
            assertThat(info).contains(one.info());
            assertThat(info.orElseThrow().endpoints())
                    .extracting(endpoint -> endpoint.subject() + "@" + endpoint.queueGroup())
                    .containsExactly("add@q", "headers@q", "v1.twice@q", "v1.deep.x.*@q");
            assertThat(discovery(nats, 1).ping("other", other.id())).isPresent();
            assertThat(ServiceDiscovery.of(nats).ping("other", "nobody")).isEmpty();
            assertThat(ServiceDiscovery.of(nats).stats("nobody")).isEmpty();
        }
    }

    @EachProgram
    void answersStatsWithDataOfItsOwn(ServerProgram program) {
        NatsConnection nats = connect(program);
        Endpoint endpoint = Endpoint.of("echo", Message::payload)
                .withSchema("{\"type\":\"string\"}", "{\"type\":\"string\"}")
                .withStatsData(() -> Map.of("cache", List.of(1, 2)));
        try (Service service = Service.start(nats, MATH, endpoints -> endpoints.endpoint(endpoint))) {
            for (int i = 0; i < 10; i++) {
                nats.request("echo", "x");
            }
            ServiceStats stats = discovery(nats, 1).stats("math", MATH.id()).orElseThrow();
            EndpointStats echo = stats.endpoints().get(0);
            assertThat(echo.requests()).isEqualTo(10);
            assertThat(echo.errors()).isZero();
            assertThat(echo.processingTime()).isPositive();
            assertThat(echo.averageProcessingTime())
                    .isEqualTo(echo.processingTime().dividedBy(10));
            assertThat(echo.data()).isEqualTo(Map.of("cache", List.of(new BigDecimal(1), new BigDecimal(2))));
            assertThat(service.info().endpoints().get(0).metadata())
                    .containsEntry(Endpoint.REQUEST_SCHEMA, "{\"type\":\"string\"}");
            service.reset();
            assertThat(service.stats().endpoints().get(0).requests()).isZero();
            assertThat(service.stats().started()).isAfterOrEqualTo(stats.started());
        }
    }

    @EachProgram
    void sharesRequestsInItsQueueGroupUnlessToldOtherwise(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection nats = connect(site);
        for (int i = 0; i < 2; i++) {
            testbed.add(Service.start(connect(site), ServiceConfig.of("math", "1.0.0"), endpoints -> {
                endpoints.endpoint("one", request -> "1");
                endpoints.endpoint(Endpoint.of("all", request -> "2").withoutQueueGroup());
                endpoints.withoutQueueGroup().endpoint("all2", request -> "3");
                endpoints.withQueueGroup("mine").group("g").endpoint("named", request -> "4");
            }));
        }
        assertThat(answers(nats, "one", RequestManyOptions.within(PATIENCE).withStall(Duration.ofSeconds(3))))
                .isEqualTo(1);
        assertThat(answers(nats, "all", RequestManyOptions.within(PATIENCE).withMax(2)))
                .isEqualTo(2);
        assertThat(answers(nats, "all2", RequestManyOptions.within(PATIENCE).withMax(2)))
                .isEqualTo(2);
        assertThat(discovery(nats, 2).info("math"))
                .allSatisfy(info -> assertThat(info.endpoints())
                        .extracting(endpoint -> endpoint.queueGroup())
                        .containsExactly("q", "", "", "mine"));
    }

    private static int answers(NatsConnection nats, String subject, RequestManyOptions options) {
        return nats.requestMany(subject, "", options).toList().size();
    }

    @EachProgram
    void drainsWhatCameBeforeItStops(ServerProgram program) throws Exception {
        NatsConnection nats = connect(program);
        CountDownLatch isAtWork = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Service service = Service.start(
                nats,
                MATH,
                endpoints -> endpoints.endpoint("slow", request -> {
                    isAtWork.countDown();
                    mayAnswer.await();
                    return "done";
                }));
        CompletableFuture<Message> first = nats.requestAsync("slow", "");
        CompletableFuture<Message> second = nats.requestAsync("slow", "");
        isAtWork.await();
        nats.flush(PATIENCE);
        var drained = service.drainAsync(PATIENCE);
        assertThat(service.stopped()).isNotDone();
        assertThatThrownBy(() -> service.endpoints().endpoint("late", request -> ""))
                .isInstanceOf(IllegalStateException.class);
        mayAnswer.countDown();
        assertThat(first.join().text()).isEqualTo("done");
        assertThat(second.join().text()).isEqualTo("done");
        assertThat(drained.join().isComplete()).isTrue();
        assertThat(service.stopped().isDone()).isTrue();
        assertThatThrownBy(() -> nats.request("slow", "")).isInstanceOf(NoRespondersException.class);
        assertThat(ServiceDiscovery.of(nats).ping("math")).isEmpty();
    }

    @EachProgram
    void endsWithItsConnectionAndFromItsOwnHandler(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection own = connect(site);
        Service ended = Service.start(own, MATH, MathEndpoints::add);
        own.close();
        ended.stopped().join();
        ended.close();
        NatsConnection nats = connect(site);
        CompletableFuture<Service> itself = new CompletableFuture<>();
        itself.complete(Service.start(
                nats,
                MATH,
                endpoints -> endpoints.endpoint("end", request -> {
                    itself.join().close();
                    return "bye";
                })));
        assertThat(nats.request("end", "").text()).isEqualTo("bye");
        itself.join().stopped().join();
    }

    @EachProgram
    void failsWhereItMayNotListen(ServerProgram program) {
        String users = "authorization { timeout: 60, users: [ { user: u, password: p, permissions: { subscribe:"
                + " { deny: [\"forbidden\"] } } } ] }";
        Site site = testbed.start(Setting.open(program), users, directory);
        NatsOptions options = site.options()
                .authentication(io.natter.client.Authentication.userPassword("u", "p"))
                .build();
        NatsConnection nats = testbed.connect(options);
        assertThatThrownBy(() -> Service.start(nats, MATH, endpoints -> endpoints.endpoint("forbidden", request -> "")))
                .isInstanceOf(ServerErrorException.class);
        Service service = Service.start(nats, MATH, endpoints -> endpoints.endpoint("allowed", request -> ""));
        service.endpoints().endpoint("forbidden", request -> "");
        assertThatThrownBy(() -> service.stopped().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ServerErrorException.class);
        assertThat(nats.statistics().subscriptions()).isZero();
    }

    @EachProgram
    void answersAgainAfterARestartOfTheServer(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        EventLog ownLog = new EventLog();
        EventLog log = new EventLog();
        NatsConnection own = testbed.connect(site.options().listeners(ownLog).build());
        NatsConnection nats = testbed.connect(site.options().listeners(log).build());
        try (Service service = Service.start(own, MATH, MathEndpoints::add)) {
            site.restart();
            ownLog.awaitConnected(2);
            log.awaitConnected(2); // a request made while its connection breaks would fail, as it should
            own.flush(PATIENCE);
            Testbed.await("an answer", () -> isAnswered(nats));
            assertThat(service.stats().endpoints().get(2).requests()).isEqualTo(1);
        }
    }

    private static boolean isAnswered(NatsConnection nats) {
        try {
            return nats.request("v1.twice", "ab").text().equals("abab");
        } catch (NoRespondersException notYet) {
            return false;
        }
    }

    @EachProgram
    void passesOverAnswersThatAreNone(ServerProgram program) {
        NatsConnection nats = connect(program);
        nats.subscribe("$SRV.INFO", request -> {
            for (String hostile : List.of("", "{", "[1]", "{\"type\":\"x\"}", "\0".repeat(100))) {
                request.respond(hostile);
            }
            request.respond(new byte[0], Headers.of("Nats-Service-Error", "no"));
        });
        try (Service service = Service.start(nats, MATH, MathEndpoints::add)) {
            List<ServiceInfo> found = discovery(nats, 7).info(); // the six, and one that is one
            assertThat(found).containsExactly(service.info());
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(ServiceConfig.of("a", "1.0.0").id());
        }
        assertThat(ids).hasSize(100);
    }
}
