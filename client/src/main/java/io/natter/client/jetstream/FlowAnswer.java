package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;

/**
 * What a stream says of a fast batch while it runs (ADR-50).
 *
 * <p>Immutable.
 *
 * <pre>
 *  {"type":"ack","seq":10,"msgs":15}              all to the tenth came; the next of these after fifteen more
 *  {"type":"gap","last_seq":10,"seq":15}          the tenth to the fourteenth did not come
 *  {"type":"err","seq":10,"error":{...}}          the tenth was refused
 *  {"stream":"S","seq":7,"batch":"...","count":9} the end: an acknowledgement as of any publish
 * </pre>
 *
 * @param kind which of them
 * @param sequence number of a message within the batch
 * @param number messages to an acknowledgement; of a gap the first that is lost
 */
record FlowAnswer(Kind kind, long sequence, long number) {
    /** Which answer it is. Immutable. */
    enum Kind {
        ACK,
        GAP,
        ERROR,
        END
    }

    /** Reads it; what cannot be read counts as the end, where it is told as an error. */
    static FlowAnswer read(Message answer) {
        byte[] json = answer.payload();
        try {
            return JsonFields.read(json, 0, json.length, FlowAnswer::fields);
        } catch (JsonException noneOfThese) {
            return new FlowAnswer(Kind.END, 0, 0);
        }
    }

    private static FlowAnswer fields(JsonFields in) {
        String type = "";
        long sequence = 0;
        long messages = 0;
        long first = 0;
        while (in.next()) {
            switch (in.key()) {
                case "type" -> type = String.valueOf(in.string(""));
                case "seq" -> sequence = in.integer(0);
                case "msgs" -> messages = in.integer(0);
                case "last_seq" -> first = in.integer(0);
                default -> in.skip();
            }
        }
        return switch (type) {
            case "ack" -> new FlowAnswer(Kind.ACK, sequence, messages);
            case "gap" -> new FlowAnswer(Kind.GAP, sequence, first);
            case "err" -> new FlowAnswer(Kind.ERROR, sequence, 0);
            default -> new FlowAnswer(Kind.END, sequence, 0);
        };
    }
}
