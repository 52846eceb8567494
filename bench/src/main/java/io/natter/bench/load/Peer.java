package io.natter.bench.load;

import java.io.IOException;
import org.HdrHistogram.Histogram;

/**
 * One connection of a latency run: a frame it sends again and again, and a receiver of what comes to it.
 *
 * <p>The frame is confined to the sending thread, the receiver to the receiving one.
 *
 * @param wire the connection
 * @param frame what it sends
 * @param receiver what it gets
 */
record Peer(Wire wire, OneFrame frame, Receiver receiver) {
    /** Connects a requester: requests to {@code service}, replies to an inbox of its own. */
    static Peer requester(Endpoint endpoint, String service, int number, int payloadBytes, Histogram latency)
            throws IOException {
        String inbox = "_INBOX.bench" + SubjectSet.padded(number, 6) + ".";
        Wire wire = Wire.connect(endpoint);
        wire.subscribe(inbox + "*", null, "1");
        wire.fence();
        FrameShape shape = FrameShape.of(OneFrame.replyBytes(inbox), 1, payloadBytes);
        Receiver receiver = new Receiver(wire, shape, new LatencyMark(latency));
        return new Peer(wire, OneFrame.request(service, inbox, payloadBytes), receiver);
    }

    /** Connects the {@code number}th of {@code count} peers in a ring: each publishes to the next one's subject. */
    static Peer ofRing(Endpoint endpoint, int number, int count, int payloadBytes, Histogram latency)
            throws IOException {
        SubjectSet subjects = SubjectSet.numbered("bench.ring.", count, "");
        Wire wire = Wire.connectFromMany(endpoint, number);
        wire.subscribe(subjects.at(number), null, "1");
        wire.fence();
        FrameShape shape = FrameShape.of(subjects.at(0).length(), 1, payloadBytes);
        Receiver receiver = new Receiver(wire, shape, new LatencyMark(latency));
        return new Peer(wire, OneFrame.message(subjects.at((number + 1) % count), payloadBytes), receiver);
    }

    /** Sends the next frame with this planned time. */
    void send(long plannedNanos) throws IOException {
        wire.send(frame.next(plannedNanos));
    }
}
