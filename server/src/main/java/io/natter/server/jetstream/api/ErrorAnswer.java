package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says no: type and error, and the fields nats-server writes behind an error as well (D1).
 *
 * <p>Immutable.
 *
 * @param type name of the schema
 * @param error what went wrong
 * @param call what was asked, or null where it is not known
 */
record ErrorAnswer(String type, ApiError error, @Nullable ApiCall call) {
    private static final String SYSTEM_TYPE = "io.nats.jetstream.api.v1.system_response";
    private static final JsonForm<ErrorAnswer> JSON = JsonForm.of(
            in -> {
                throw new UnsupportedOperationException("answers are only written");
            },
            ErrorAnswer::write);

    static byte[] of(ApiCall call, ApiError error) {
        return JSON.write(new ErrorAnswer(call.responseType(), error, call));
    }

    /** For the system account, which has no streams, whatever was asked. */
    static byte[] ofSystem(ApiError error) {
        return JSON.write(new ErrorAnswer(SYSTEM_TYPE, error, null));
    }

    private void write(ObjectWriter out) {
        out.always("type", type).always("error", error, ApiError.JSON);
        if (call == null) {
            return;
        }
        switch (call) {
            case STREAM_INFO -> page(out);
            case STREAM_NAMES -> page(out).tree("streams", null);
            case STREAM_LIST -> page(out).always("streams", List.of());
            case CONSUMER_NAMES, CONSUMER_LIST -> page(out).always("consumers", List.of());
            case STREAM_PURGE -> out.always("purged", 0);
            case STREAM_RESTORE -> out.always("deliver_subject", "");
            case CONSUMER_PAUSE -> out.always("paused", false).always("pause_until", GoTime.ZERO);
            case CONSUMER_RESET -> out.always("reset_seq", 0);
            default -> {}
        }
    }

    private static ObjectWriter page(ObjectWriter out) {
        return out.always("total", 0).always("offset", 0).always("limit", 0);
    }
}
