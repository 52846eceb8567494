package io.natter.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.Nuid;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import io.natter.server.core.ServerStamp;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Puts bodies into what stands around them: the answers of services, and events (F).
 *
 * <p>Thread-safe.
 *
 * <pre>
 *  answer    {"server":{...},"data":...}    {"server":{...},"statsz":{...}}    {"server":{...},"error":{"code":500,"description":"..."}}
 *  event     {"type":"...","id":"...","timestamp":"...","server":{...}, more}
 * </pre>
 */
final class Envelopes {
    /** What is the matter where a request cannot be read, and where it cannot be served. */
    static final int BAD_REQUEST = 400;

    static final int NOT_SERVED = 500;

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final ServerStamp stamp;

    Envelopes(ServerStamp stamp) {
        this.stamp = stamp;
    }

    /** The server and one more value, which is JSON already. */
    byte[] answer(String name, byte[] json) {
        return joined("{\"server\":", stamp.json(), ",\"" + name + "\":", json, "}");
    }

    /** The server alone: something was done. */
    byte[] done() {
        return object(stamp::putInto);
    }

    /** The server alone, as some events are. */
    byte[] server() {
        return stamp.json();
    }

    byte[] error(int code, String why) {
        return object(out -> error(stamp.putInto(out), code, why));
    }

    /** As {@link #error}, of a page that there might have been. */
    byte[] noPage(String why) {
        byte[] error = object(out -> error(out, NOT_SERVED, why));
        byte[] server = answer("data", NULL);
        return merged(server, error);
    }

    private static ObjectWriter error(ObjectWriter out, int code, String why) {
        return out.always(
                "error",
                why,
                JsonForm.writing((text, inner) -> inner.always("code", code).always("description", text)));
    }

    /** An event with more fields. */
    byte[] event(String type, Instant time, Consumer<ObjectWriter> more) {
        return object(out -> {
            out.always("type", type).always("id", Nuid.next()).always("timestamp", time);
            more.accept(stamp.putInto(out));
        });
    }

    /** An event with the fields of an object, which is JSON already. */
    byte[] event(String type, Instant time, byte[] object) {
        byte[] head = event(type, time, out -> {});
        return merged(head, object);
    }

    private static byte[] object(Consumer<ObjectWriter> fields) {
        JsonForm<Consumer<ObjectWriter>> form = JsonForm.writing(Consumer::accept);
        return form.write(fields);
    }

    private static byte[] joined(String before, byte[] first, String between, byte[] second, String after) {
        var out = new ByteArrayOutputStream(first.length + second.length + 64);
        out.writeBytes(before.getBytes(UTF_8));
        out.writeBytes(first);
        out.writeBytes(between.getBytes(UTF_8));
        out.writeBytes(second);
        out.writeBytes(after.getBytes(UTF_8));
        return out.toByteArray();
    }

    // Two objects with fields, made one.
    private static byte[] merged(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream(first.length + second.length);
        out.write(first, 0, first.length - 1);
        out.write(',');
        out.write(second, 1, second.length - 1);
        return out.toByteArray();
    }
}
