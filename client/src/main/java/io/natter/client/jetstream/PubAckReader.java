package io.natter.client.jetstream;

import io.natter.client.CodecException;
import io.natter.client.Message;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;

/** Reads acknowledgements of publishes, of which there is one a message: field by field, without a tree (D100). Immutable. */
final class PubAckReader {
    private static final PubAck REFUSED = new PubAck("", -1, "", false, "", "", 0);

    private PubAckReader() {}

    /**
     * The acknowledgement in an answer.
     *
     * @param subject what was published to, for messages
     * @throws JetStreamApiException if the stream refused
     * @throws CodecException if the answer is none
     */
    static PubAck read(String subject, Message answer) {
        byte[] json = answer.payload();
        long plain = PlainPubAck.sequence(json);
        if (plain >= 0) {
            return new PubAck(PlainPubAck.stream(json), plain, "", false, "", "", 0);
        }
        PubAck ack;
        try {
            ack = JsonFields.read(json, 0, json.length, PubAckReader::fields);
            if (ack.equals(REFUSED)) {
                throw new JetStreamApiException("publish to \"" + subject + "\"", error(json));
            }
        } catch (JsonException unreadable) {
            throw new CodecException("publish to \"" + subject + "\": the answer is no acknowledgement", unreadable);
        }
        if (ack.stream().isEmpty()) {
            throw new CodecException(
                    "publish to \"" + subject
                            + "\": the answer is no acknowledgement: somebody beside a stream listens",
                    null);
        }
        return ack;
    }

    private static ApiError error(byte[] json) {
        return ApiResponse.errorOf(json).orElseThrow(() -> new JsonException("error: got null, expected an object"));
    }

    // REFUSED for an error, which is read again as a whole
    private static PubAck fields(JsonFields in) {
        String stream = "";
        String domain = "";
        String value = "";
        String batch = "";
        long sequence = 0;
        long count = 0;
        boolean isDuplicate = false;
        boolean isError = false;
        while (in.next()) {
            switch (in.key()) {
                case "stream" -> stream = text(in);
                case "seq" -> sequence = in.integer(0);
                case "domain" -> domain = text(in);
                case "duplicate" -> isDuplicate = in.bool(false);
                case "val" -> value = text(in);
                case "batch" -> batch = text(in);
                case "count" -> count = in.integer(0);
                case "error" -> isError = in.any() != null;
                default -> in.skip();
            }
        }
        return isError ? REFUSED : new PubAck(stream, sequence, domain, isDuplicate, value, batch, count);
    }

    private static String text(JsonFields in) {
        String text = in.string("");
        return text == null ? "" : text;
    }
}
