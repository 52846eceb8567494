package io.natter.conformance.client;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens to one connection on its two ways.
 *
 * <p>Immutable.
 *
 * @param up what happens to the client's bytes
 * @param down what happens to the server's bytes
 */
record Fault(Way up, Way down) {
    /** Nothing happens. */
    static final Fault NONE = new Fault(Way.FINE, Way.FINE);

    /**
     * One direction.
     *
     * @param bytesMax bytes after which both directions are cut, mid-operation as a rule
     * @param silentAfter bytes after which the others vanish, with the connection open: a black hole
     * @param pieceBytes most bytes read and written at once, 1 for a slow drip
     * @param pauseMicros wait after each piece
     */
    record Way(long bytesMax, long silentAfter, int pieceBytes, int pauseMicros) {
        static final Way FINE = new Way(Long.MAX_VALUE, Long.MAX_VALUE, 16 << 10, 0);

        Way cutAfter(long bytes) {
            return new Way(bytes, silentAfter, pieceBytes, pauseMicros);
        }

        Way silentFrom(long bytes) {
            return new Way(bytesMax, bytes, pieceBytes, pauseMicros);
        }

        Way inPiecesOf(int bytes) {
            return new Way(bytesMax, silentAfter, bytes, pauseMicros);
        }

        Way delayed(int micros) {
            return new Way(bytesMax, silentAfter, pieceBytes, micros);
        }

        int pieceBytes(int max) {
            return Math.min(max, pieceBytes);
        }

        boolean isSilentAfter(long passed) {
            return passed >= silentAfter;
        }

        void pause() {
            if (pauseMicros > 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
            }
        }
    }

    /** Cuts both ways when so many bytes of the client have passed. */
    static Fault cutUpAfter(long bytes) {
        return new Fault(Way.FINE.cutAfter(bytes), Way.FINE);
    }

    /** Cuts both ways when so many bytes of the server have passed. */
    static Fault cutDownAfter(long bytes) {
        return new Fault(Way.FINE, Way.FINE.cutAfter(bytes));
    }

    /** The server's bytes come in pieces of this size. */
    static Fault downInPiecesOf(int bytes) {
        return new Fault(Way.FINE, Way.FINE.inPiecesOf(bytes));
    }

    /** Any fault after which a client may connect again. */
    static Fault random(Random random) {
        Way up = randomWay(random);
        Way down = randomWay(random);
        return random.nextBoolean()
                ? new Fault(up.cutAfter(400 + random.nextInt(60_000)), down)
                : new Fault(up, down.cutAfter(600 + random.nextInt(60_000)));
    }

    private static Way randomWay(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Way.FINE.inPiecesOf(1 + random.nextInt(7));
            case 1 -> Way.FINE.inPiecesOf(1 + random.nextInt(2_000)).delayed(random.nextInt(300));
            case 2 -> Way.FINE.delayed(random.nextInt(3_000));
            default -> Way.FINE;
        };
    }
}
