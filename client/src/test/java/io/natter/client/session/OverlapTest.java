package io.natter.client.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.transport.Link;
import io.natter.client.transport.ServerAddress;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.MessageView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Two links that bring the same, in any order between them. */
class OverlapTest implements LinkOwner {
    private final ActiveLink old = link();
    private final ActiveLink next = link();
    private final List<String> handedOn = new ArrayList<>();
    private Overlap overlap = new Overlap(old, Set.of(7L), message -> handedOn.add(text(message)));

    private ActiveLink link() {
        ServerInfo info = ServerInfo.builder().serverId("N").headers(true).build();
        return new ActiveLink(new Link(new FakeTransport(), info, ServerAddress.parse("a")), this, new Object());
    }

    private static String text(MessageView message) {
        return (message.sid() == 1 ? "" : message.sid() + ":") + new String(message.payload(), UTF_8);
    }

    private static void bring(ActiveLink link, int sid, int number) {
        bring(link, "MSG foo " + sid + " " + String.valueOf(number).length() + "\r\n" + number + "\r\n");
    }

    private static void bring(ActiveLink link, String operation) {
        ByteBuffer bytes = ByteBuffer.wrap(operation.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            ByteBuffer room = link.readBuffer();
            int count = Math.min(room.remaining(), bytes.remaining());
            room.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            link.received();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @RepeatedTest(200)
    void handsOnEachOnceAndInOrderHoweverTheLinksTakeTurns(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        int count = random.nextInt(200);
        int endOfOld = random.nextInt(count + 1);
        int ofOld = 0;
        int ofNext = random.nextInt(endOfOld + 1);
        while (ofOld < endOfOld || ofNext < count) {
            boolean isOld = ofNext == count || (ofOld < endOfOld && random.nextBoolean());
            bring(isOld ? old : next, 1, isOld ? ofOld++ : ofNext++);
            if (ofOld == endOfOld && random.nextInt(10) == 0) {
                overlap.release();
            }
        }
        overlap.release();
        assertThat(handedOn).isEqualTo(numbers(0, count));
    }

    @Test
    void membersOfQueueGroupsGetTheirsAtOnceFromEither() {
        bring(next, 7, 1);
        bring(old, 7, 1);
        bring(next, 1, 1);
        assertThat(handedOn).containsExactly("7:1", "7:1");
    }

    @Test
    void keepsAllPartsOfWhatItHolds() {
        var whole = new ArrayList<String>();
        overlap = new Overlap(
                old,
                Set.of(),
                message -> whole.add(message.subject() + " " + message.sid() + " " + message.reply() + " "
                        + message.headers().first("A") + " " + new String(message.payload(), UTF_8)));
        bring(next, "HMSG foo.bar 12 back 18 23\r\nNATS/1.0\r\nA: b\r\n\r\nhello\r\n");
        bring(next, "MSG x 3 0\r\n\r\n");
        assertThat(whole).isEmpty();
        overlap.release();
        assertThat(whole).containsExactly("foo.bar 12 back b hello", "x 3 null null ");
    }

    @Test
    void handsOnAllWhenMoreComesThanItHolds() {
        for (int i = 0; i <= Overlap.KNOWN_MAX; i++) {
            assertThat(handedOn).isEmpty();
            bring(next, 1, i);
        }
        assertThat(handedOn).isEqualTo(numbers(0, Overlap.KNOWN_MAX + 1));
    }

    @Test
    void handsOnAllWhenMoreBytesComeThanItHolds() {
        int size = Overlap.HELD_BYTES_MAX / 4;
        String payload = "x".repeat(size);
        for (int i = 0; i < 4; i++) {
            assertThat(handedOn).isEmpty();
            bring(next, "MSG foo" + i + " 1 " + size + "\r\n" + payload + "\r\n");
        }
        assertThat(handedOn).hasSize(4);
    }

    // ---- as the owner of both links

    @Override
    public void message(ActiveLink source, MessageView message) {
        overlap.message(source, message);
    }

    @Override
    public void endOfPass() {}

    @Override
    public void info(ActiveLink source) {}

    @Override
    public void error(ActiveLink source, String text) {}

    @Override
    public void ping(ActiveLink source) {}

    @Override
    public void pong(ActiveLink source) {}

    @Override
    public void writable(ActiveLink source) {}

    @Override
    public void closed(ActiveLink source, @Nullable Throwable cause) {}
}
