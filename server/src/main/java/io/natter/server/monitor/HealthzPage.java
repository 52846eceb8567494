package io.natter.server.monitor;

import java.util.List;

/**
 * Whether the server serves: {@code /healthz} (E7).
 *
 * <p>Thread-safe. JetStream that was asked for and is not there is no good health, but where only the server is asked about; what
 * was not asked for is not missed.
 */
final class HealthzPage implements Page {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_LISTENING = 500;
    private static final int UNAVAILABLE = 503;
    private static final String JETSTREAM_OFF = "JetStream not enabled (10076)";

    private final ServerState state;

    HealthzPage(ServerState state) {
        this.state = state;
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
        return PageReply.json(PageWriter.compact(page -> page.text("status", "ok")));
    }

    private static PageReply missing(String option, String checked, boolean withDetails) {
        String why = "\"" + option + "\" must not be empty when checking " + checked + " health";
        return unhealthy(BAD_REQUEST, "BAD_REQUEST", why, withDetails);
    }

    private static PageReply unhealthy(int code, String type, String error, boolean withDetails) {
        return problem(code, "error", type, error, withDetails);
    }

    private static PageReply problem(int code, String status, String type, String error, boolean withDetails) {
        return PageReply.json(code, PageWriter.compact(page -> {
            page.text("status", status);
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
