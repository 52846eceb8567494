package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCounterTest {
    private static final FrameShape SHAPE = FrameShape.of("bench.hot".length(), 1, 16);

    /** Remembers every mark, in order. */
    private static final class Remembering implements Mark {
        private final List<Long> marks = new ArrayList<>();

        @Override
        public void message(ByteBuffer in, int position) {
            marks.add(in.getLong(position));
        }

        @Override
        public long outOfOrder() {
            return 0;
        }
    }

    private final Remembering marks = new Remembering();
    private final FrameCounter counter = new FrameCounter(SHAPE, marks);

    @Test
    void countsTheSameWhereverTheBytesAreCut() {
        byte[] stream = stream(
                "INFO {\"a\":1}\r\n",
                message(1),
                message(2),
                "PING\r\n",
                message(3),
                "-ERR 'bad'\r\n",
                "+OK\r\n",
                "MSG other 22 3\r\nabc\r\n",
                message(4),
                "PONG\r\n");
        for (int cut = 0; cut <= stream.length; cut++) {
            var cutMarks = new Remembering();
            var cutCounter = new FrameCounter(SHAPE, cutMarks);
            feed(cutCounter, stream, List.of(cut, stream.length - cut));
            assertThat(cutMarks.marks).as("cut at %d", cut).containsExactly(1L, 2L, 3L, 4L);
            assertThat(cutCounter.messages()).as("cut at %d", cut).isEqualTo(5);
            assertThat(cutCounter.strange()).isEqualTo(1);
            assertThat(cutCounter.pongs()).isEqualTo(1);
            assertThat(cutCounter.takePings()).isEqualTo(1);
            assertThat(cutCounter.takePings()).isZero();
            assertThat(cutCounter.errors()).containsExactly("-ERR 'bad'");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithWhatWasPutInOnRandomStreams(long seed) {
        var random = new Random(seed);
        List<Object> parts = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            if (random.nextInt(10) > 0) {
                long mark = random.nextLong(); // may hold CR, LF or a verb
                expected.add(mark);
                parts.add(message(mark));
            } else {
                parts.add(random.nextBoolean() ? "PING\r\n" : "+OK\r\n");
            }
        }
        byte[] stream = stream(parts.toArray());
        List<Integer> cuts = new ArrayList<>();
        for (int left = stream.length; left > 0; left -= cuts.get(cuts.size() - 1)) {
            cuts.add(Math.min(left, 1 + random.nextInt(random.nextBoolean() ? 5 : 300)));
        }
        feed(counter, stream, cuts);
        assertThat(marks.marks).isEqualTo(expected);
        assertThat(counter.messages()).isEqualTo(expected.size());
        assertThat(counter.strange()).isZero();
    }

    @Test
    void countsAMessageOnlyWhenItsLastByteHasCome() {
        byte[] frame = message(7);
        var in = buffer(frame);
        in.limit(frame.length - 1);
        counter.consume(in);
        assertThat(counter.messages()).isZero();
        in.limit(frame.length);
        counter.consume(in);
        assertThat(counter.messages()).isEqualTo(1);
        assertThat(in.remaining()).isZero();
    }

    private static void feed(FrameCounter counter, byte[] stream, List<Integer> steps) {
        byte[] rest = {};
        int from = 0;
        for (int step : steps) {
            byte[] offered = new byte[rest.length + step];
            System.arraycopy(rest, 0, offered, 0, rest.length);
            System.arraycopy(stream, from, offered, rest.length, step);
            from += step;
            var in = buffer(offered);
            counter.consume(in);
            rest = new byte[in.remaining()];
            in.get(rest);
        }
        assertThat(rest).isEmpty();
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] message(long mark) {
        byte[] frame = new byte[SHAPE.frameBytes()];
        buffer(frame)
                .put("MSG bench.hot 1 16\r\n".getBytes(StandardCharsets.US_ASCII))
                .putLong(mark)
                .put("payload!\r\n".getBytes(StandardCharsets.US_ASCII));
        return frame;
    }

    private static byte[] stream(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(
                    part instanceof byte[] bytes ? bytes : part.toString().getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }
}
