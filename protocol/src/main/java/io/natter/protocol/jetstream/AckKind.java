package io.natter.protocol.jetstream;

/** What a client says about a message it got (D182). Immutable. */
public enum AckKind {
    /** It is done. */
    ACK("+ACK"),
    /** It is to be delivered again, perhaps after a delay. */
    NAK("-NAK"),
    /** It is being worked on: the time to acknowledge starts anew. */
    PROGRESS("+WPI"),
    /** It is never to be delivered again, perhaps for a reason. */
    TERM("+TERM"),
    /** It is done, and more is wanted. */
    NEXT("+NXT");

    private final String token;

    AckKind(String token) {
        this.token = token;
    }

    /** The word the body begins with. */
    public String token() {
        return token;
    }

    boolean begins(byte[] body, int from, int length) {
        if (length < token.length()) {
            return false;
        }
        for (int i = 0; i < token.length(); i++) {
            if (body[from + i] != token.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    boolean is(byte[] body, int from, int length) {
        return length == token.length() && begins(body, from, length);
    }
}
