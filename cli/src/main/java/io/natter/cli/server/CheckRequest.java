package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.GoDuration;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check request}: whether a service answers, what, and how fast. <i>Confined to one thread.</i> */
@Command(name = "request", description = "Checks a request-reply service")
final class CheckRequest implements Callable<Integer> {
    @Option(names = "--subject", required = true, description = "The subject to send the request to")
    private String subject = "";

    @Option(names = "--payload", description = "Payload to send in the request")
    private String payload = "";

    @Option(names = "--headers", paramLabel = "K=V", description = "Headers to publish in the request")
    private Map<String, String> headers = Map.of();

    @Option(
            names = "--match-payload",
            paramLabel = "REGEX",
            description = "Regular expression the response should match")
    private @Nullable Pattern wanted;

    @Option(names = "--match-headers", paramLabel = "K=V", description = "Headers the response should have")
    private Map<String, String> wantedHeaders = Map.of();

    @Option(names = "--response-critical", description = "Critical threshold for response time")
    private Duration critical = Duration.ZERO;

    @Option(names = "--response-warn", description = "Warning threshold for response time")
    private Duration warning = Duration.ZERO;

    private final Session session;
    private final CheckFlags flags;

    CheckRequest(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(session, new CheckResult("request", subject), this::check);
    }

    private void check(CheckResult result) {
        Headers.Builder sent = Headers.builder();
        headers.forEach(sent::add);
        try (NatsConnection nats = session.connect()) {
            long start = System.nanoTime();
            Message response = null;
            try {
                response = nats.request(
                        new Outgoing(subject, payload, sent.build(), null), RequestOptions.within(session.timeout()));
            } catch (NatsException e) {
                result.critical("could not send request: " + e.getMessage());
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            result.metric(
                    "time",
                    took.toMillis() / 1e3,
                    "s",
                    warning.toMillis() / 1e3,
                    critical.toMillis() / 1e3,
                    "How long the request took");
            if (response != null) {
                judge(result, response, took);
            }
        }
    }

    private void judge(CheckResult result, Message response, Duration took) {
        if (wanted != null && !wanted.matcher(response.text()).find()) {
            result.critical("response does not match regexp");
        }
        wantedHeaders.forEach((name, value) -> {
            String found = response.header(name);
            if (!value.equals(found)) {
                result.critical("invalid header \"" + name + "\" = \"" + (found == null ? "" : found) + "\"");
            }
        });
        String text = "response took " + GoDuration.exact(Duration.ofMillis(took.toMillis()));
        if (!critical.isZero() && took.compareTo(critical) > 0) {
            result.critical(text);
        } else if (!warning.isZero() && took.compareTo(warning) > 0) {
            result.warning(text);
        }
        result.goodIfNothingElse("Valid response");
    }
}
