package io.natter.server.monitor;

import io.natter.server.monitor.JetStreamFacts.AccountStreams;
import io.natter.server.monitor.JetStreamFacts.StreamFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server serves: {@code /healthz} (E7).
 *
 * <p>Thread-safe. JetStream that was asked for and is not there is no good health, but where only the server is asked about; what
 * was not asked for is not missed.
 */
final class HealthzPage implements Page {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_LISTENING = 500;
    private static final int UNAVAILABLE = 503;
    private static final String JETSTREAM_OFF = "JetStream not enabled (10076)";

    private final ServerState state;
    private final boolean withCode;

    /** @param withCode whether the page tells the status code too, where no HTTP response does */
    HealthzPage(ServerState state, boolean withCode) {
        this.state = state;
        this.withCode = withCode;
    }

    @Override
    public PageReply render(PageRequest request) {
        for (String option : List.of("js-enabled", "js-enabled-only", "js-meta-only")) {
            request.flag(option);
        }
        boolean isServerOnly = request.flag("js-server-only");
        boolean withDetails = request.flag("details");
        if (request.text("account").isEmpty() && !request.text("stream").isEmpty()) {
            return missing("account", "stream", withDetails);
        }
        if (request.text("stream").isEmpty() && !request.text("consumer").isEmpty()) {
            return missing("stream", "consumer", withDetails);
        }
        String notReady = state.notReady();
        if (notReady != null) {
            return unhealthy(
                    NOT_LISTENING,
                    "CONNECTION",
                    "failed to be ready for connections after 1ms: " + notReady,
                    withDetails);
        }
        if (!isServerOnly && state.isJetStreamMissing()) {
            return problem(UNAVAILABLE, withDetails ? "error" : "unavailable", "JETSTREAM", JETSTREAM_OFF, withDetails);
        }
        PageReply absent = isServerOnly ? null : absentAsset(request, withDetails);
        return absent != null ? absent : PageReply.json(PageWriter.compact(page -> status(page, "ok", OK)));
    }

    // The answer where what was asked about is not there.
    private @Nullable PageReply absentAsset(PageRequest request, boolean withDetails) {
        String accountName = request.text("account");
        JetStreamFacts facts = accountName.isEmpty() ? null : state.jetStream();
        if (facts == null) {
            return null;
        }
        AccountStreams account = facts.account(accountName);
        String streamName = request.text("stream");
        String consumerName = request.text("consumer");
        if (account == null) {
            String error = "JetStream account " + GoText.quote(accountName) + " not found";
            return absent(new Absent("ACCOUNT", accountName, "", "", error), withDetails);
        }
        if (streamName.isEmpty()) {
            return null;
        }
        StreamFacts stream = account.streams().stream()
                .filter(candidate -> candidate.info().config().name().equals(streamName))
                .findFirst()
                .orElse(null);
        if (stream == null) {
            String error = "JetStream stream " + GoText.quote(streamName) + " not found on account "
                    + GoText.quote(accountName);
            return absent(new Absent("STREAM", accountName, streamName, "", error), withDetails);
        }
        boolean isThere = consumerName.isEmpty()
                || stream.consumers().stream()
                        .anyMatch(consumer -> consumer.name().equals(consumerName));
        if (isThere) {
            return null;
        }
        String error = "JetStream consumer " + GoText.quote(consumerName) + " not found for stream "
                + GoText.quote(streamName) + " on account " + GoText.quote(accountName);
        return absent(new Absent("CONSUMER", accountName, streamName, consumerName, error), withDetails);
    }

    private record Absent(String type, String account, String stream, String consumer, String error) {}

    private void status(PageWriter page, String status, int code) {
        page.text("status", status);
        if (withCode) {
            page.number("status_code", code);
        }
    }

    private PageReply absent(Absent absent, boolean withDetails) {
        return PageReply.json(NOT_FOUND, PageWriter.compact(page -> {
            status(page, withDetails ? "error" : "unavailable", NOT_FOUND);
            if (!withDetails) {
                page.text("error", absent.error());
                return;
            }
            page.objects(
                    "errors",
                    List.of(absent),
                    asset -> page.text("type", asset.type())
                            .textIfAny("account", asset.account())
                            .textIfAny("stream", asset.stream())
                            .textIfAny("consumer", asset.consumer())
                            .text("error", asset.error()));
        }));
    }

    private PageReply missing(String option, String checked, boolean withDetails) {
        String why = "\"" + option + "\" must not be empty when checking " + checked + " health";
        return unhealthy(BAD_REQUEST, "BAD_REQUEST", why, withDetails);
    }

    private PageReply unhealthy(int code, String type, String error, boolean withDetails) {
        return problem(code, "error", type, error, withDetails);
    }

    private PageReply problem(int code, String status, String type, String error, boolean withDetails) {
        return PageReply.json(code, PageWriter.compact(page -> {
            status(page, status, code);
            if (withDetails) {
                page.objects(
                        "errors",
                        List.of(error),
                        text -> page.text("type", type).text("error", text));
            } else {
                page.text("error", error);
            }
        }));
    }
}
