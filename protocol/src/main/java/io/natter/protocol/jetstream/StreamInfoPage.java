package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;

/**
 * A stream with a part of its subjects (D23).
 *
 * <p>Immutable. The fields of both stand side by side in JSON.
 *
 * @param total number of all its subjects
 * @param offset how many came before
 * @param limit most in one part
 * @param info the stream
 */
public record StreamInfoPage(long total, long offset, long limit, StreamInfo info) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamInfoPage> JSON = JsonForm.of(StreamInfoPage::read, StreamInfoPage::write);

    private static StreamInfoPage read(ObjectReader in) {
        return new StreamInfoPage(
                in.integer("total"), in.integer("offset"), in.integer("limit"), StreamInfo.JSON.readFrom(in));
    }

    private void write(ObjectWriter out) {
        out.always("total", total).always("offset", offset).always("limit", limit);
        StreamInfo.JSON.writeTo(info, out);
    }
}
