package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.monitor.ConnectionFacts.Client;
import io.natter.server.monitor.ConnectionFacts.IdentityFacts;
import io.natter.server.monitor.ConnectionFacts.Tls;
import io.netty.pkitesting.CertificateBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields, their order and their kinds are those that were read off nats-server 2.15.1 (shapes.txt). */
class PageShapeTest {
    private static final Map<String, PageShape> REFERENCE = PageShape.reference();

    /** Fields of our own, beside nats-server's. */
    private static final List<String> OURS = List.of("natter text");

    private final FakeServerState state = new FakeServerState();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varz",
                "connz",
                "connz?auth=1&subs=detail",
                "connz?auth=1&subs=detail&state=closed",
                "connz?auth=1&subs=1",
                "subsz",
                "subsz?subs=1",
                "accountz",
                "accountz-detail?acc=A",
                "accstatz",
                "healthz",
                "healthz-error?stream=x",
                "healthz-details?stream=x&details=1",
                "routez",
                "leafz",
                "gatewayz",
                "jsz"
            })
    void aFullServerHasTheFieldsOfNatsServerInItsOrder(String page) throws Exception {
        fill();
        check(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connz", "subsz", "subsz?subs=1", "accstatz", "accountz"})
    void anEmptyServerLeavesOutWhatNatsServerLeavesOut(String page) {
        check(page);
    }

    private void check(String page) {
        String name = page.replaceFirst("[?].*", "");
        String path =
                "/" + page.replace("-detail?", "?").replace("-error?", "?").replace("-details?", "?");
        PageShape reference = Objects.requireNonNull(REFERENCE.get(name), name);
        List<String> fields =
                new ArrayList<>(PageShape.of(RenderedPage.json(state, path)).fields());
        fields.removeAll(OURS);
        assertThat(reference.differences(fields)).as(page).isEmpty();
    }

    private void fill() throws Exception {
        var certificate = new CertificateBuilder()
                .subject("CN=a")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate();
        FactsBuilder rich = new FactsBuilder(1)
                .stalls(3)
                .client(new Client("n", "java", "1", "m"))
                .tls(new Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256", true, List.of(certificate)))
                .identity(new IdentityFacts("A", "a", "jwt", "issuer", "tag", List.of("t")))
                .subscriptions(List.of(
                        new SubscriptionFacts("A", "foo", "q", "1", 2, 5, 1),
                        new SubscriptionFacts("A", "bar", null, "2", 0, 0, 1)));
        state.connections.add(rich.build());
        state.connections.add(rich.closed(FakeServerState.NOW, "Kicked").build());
        state.accounts.add(FakeServerState.account("A", 1));
        RenderedPage.render(state, "/varz");
    }
}
