package io.natter.server.jetstream.stream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;

/**
 * How far one source was copied.
 *
 * <p>Immutable.
 *
 * @param seq the last sequence of the origin that was copied; 0 for none
 * @param identity which stream of that name it was; empty when that is not known
 * @param upToSeq copies with a higher sequence of this stream are not counted in
 */
record SourcePosition(long seq, String identity, long upToSeq) {
    /** Nothing was copied, and nothing is known. */
    static final SourcePosition NONE = new SourcePosition(0, "", 0);

    /** How it stands in JSON. */
    static final JsonForm<SourcePosition> JSON = JsonForm.of(SourcePosition::read, SourcePosition::write);

    private static SourcePosition read(ObjectReader in) {
        return new SourcePosition(in.unsigned("seq"), in.string("identity"), in.unsigned("up_to"));
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("seq", seq).put("identity", identity).alwaysUnsigned("up_to", upToSeq);
    }
}
