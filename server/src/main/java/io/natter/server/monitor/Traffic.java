package io.natter.server.monitor;

/** Messages and payload bytes that came in from clients and went out to them, since a start. Immutable. */
public record Traffic(long inMsgs, long inBytes, long outMsgs, long outBytes) {
    /** Nothing yet. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /** This and {@code other} together. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                inMsgs + other.inMsgs, inBytes + other.inBytes, outMsgs + other.outMsgs, outBytes + other.outBytes);
    }
}
