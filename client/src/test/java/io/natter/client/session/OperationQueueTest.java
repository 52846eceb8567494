package io.natter.client.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the queue against a list of operations that knows how many bytes were taken. */
class OperationQueueTest {
    private final ChunkPool pool = new ChunkPool();
    private final OperationQueue queue = new OperationQueue(pool);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bytesOnTheWireAreWhatASlowModelSays(long seed) {
        pool.join();
        var random = new Random(seed);
        var model = new Model();
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> add(random, model);
                case 4, 5, 6 -> write(random, model);
                default -> {
                    if (random.nextInt(10) == 0) {
                        restart(random, model);
                    }
                }
            }
            assertThat(queue.heldBytes()).as("seed %d, step %d", seed, step).isEqualTo(model.heldBytes());
            assertThat(queue.unwrittenBytes()).isEqualTo(model.heldBytes() - model.takenOfFirst);
        }
        while (queue.unwrittenBytes() > 0) {
            write(random, model);
        }
        assertThat(model.operations).isEmpty();
        pool.leave();
        assertThat(pool.freeCount()).isZero();
    }

    private void add(Random random, Model model) {
        int length = switch (random.nextInt(10)) {
            case 0 -> 50_000 + random.nextInt(200_000);
            case 1, 2 -> 1_000 + random.nextInt(9_000);
            default -> 1 + random.nextInt(120);
        };
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        boolean isControl = random.nextInt(4) == 0;
        int cut = random.nextInt(length + 1);
        queue.append(bytes, 0, cut);
        queue.append(bytes, cut, length - cut);
        queue.endOperation(length, isControl);
        model.operations.add(new Operation(bytes, isControl));
    }

    private void write(Random random, Model model) {
        ByteBuffer bytes = queue.unwritten();
        if (!bytes.hasRemaining()) {
            assertThat(model.heldBytes()).isEqualTo(model.takenOfFirst);
            return;
        }
        byte[] taken = new byte[Math.min(bytes.remaining(), 1 + random.nextInt(80_000))];
        bytes.get(taken);
        queue.advance(taken.length);
        assertThat(taken).isEqualTo(model.take(taken.length));
    }

    private void restart(Random random, Model model) {
        var before = new Operations();
        var line = new ControlLine();
        var operations = new ArrayList<Operation>();
        for (int i = random.nextInt(3); i > 0; i--) {
            line.subscribe(i, "subject." + i, null);
            before.control(line);
            operations.add(new Operation(line.toBytes(), true));
        }
        queue.restart(before, (bytes, from, length, isControl) -> !isControl);
        model.restart(operations);
    }

    @Test
    void aQuietQueueHoldsNoLentChunk() {
        pool.join();
        byte[] bytes = new byte[300_000];
        queue.append(bytes, 0, bytes.length);
        queue.endOperation(bytes.length, false);
        while (queue.unwrittenBytes() > 0) {
            ByteBuffer unwritten = queue.unwritten();
            int count = unwritten.remaining();
            unwritten.position(unwritten.limit());
            queue.advance(count);
        }
        assertThat(pool.freeCount()).isEqualTo(5); // all that did not fit into its own
    }

    @Test
    void readsBackWhatAPublishIs() {
        byte[] operation = "HPUB a.b reply.7 12 17\r\nNATS/1.0\r\n\r\nhello\r\n".getBytes(ISO_8859_1);
        assertThat(PublishLine.bodyLength(operation, 0)).isEqualTo(17);
        assertThat(PublishLine.subject(operation, 0)).isEqualTo("a.b");
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Operation(byte[] bytes, boolean isControl) {}

    /** The slow, obvious twin. */
    private static final class Model {
        final List<Operation> operations = new ArrayList<>();
        int takenOfFirst;

        long heldBytes() {
            return operations.stream().mapToLong(o -> o.bytes.length).sum();
        }

        byte[] take(int count) {
            var taken = new ByteArrayOutputStream();
            while (taken.size() < count) {
                byte[] first = operations.get(0).bytes;
                int some = Math.min(count - taken.size(), first.length - takenOfFirst);
                taken.write(first, takenOfFirst, some);
                takenOfFirst += some;
                if (takenOfFirst == first.length) {
                    operations.remove(0);
                    takenOfFirst = 0;
                }
            }
            return taken.toByteArray();
        }

        void restart(List<Operation> before) {
            operations.removeIf(Operation::isControl);
            operations.addAll(0, before);
            takenOfFirst = 0;
        }
    }
}
