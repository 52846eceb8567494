package io.natter.client.session;

import java.util.Arrays;

/**
 * Whole operations behind each other, on their way from one connection to the next.
 *
 * <p>Confined to one thread.
 */
final class Operations {
    private byte[] bytes = new byte[256];
    private int length;
    private final OperationLengths lengths = new OperationLengths();

    /** Says which operations stay. */
    @FunctionalInterface
    interface Choice {
        /** All. */
        Choice ALL = new Choice() {
            @Override
            public boolean keeps(byte[] bytes, int from, int length, boolean isControl) {
                return true;
            }
        };

        boolean keeps(byte[] bytes, int from, int length, boolean isControl);
    }

    /** Adds a control operation. */
    void control(ControlLine line) {
        room(line.length());
        System.arraycopy(line.bytes(), 0, bytes, length, line.length());
        length += line.length();
        endOperation(line.length(), true);
    }

    /** Adds bytes to the operation that {@link #endOperation} completes. */
    void append(Chunk source, int at, int count) {
        room(count);
        source.copy(at, bytes, length, count);
        length += count;
    }

    void endOperation(int operationLength, boolean isControl) {
        lengths.add(operationLength, isControl);
    }

    int length() {
        return length;
    }

    /** All bytes, copied. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Hands over those that stay; there are none left then. */
    void moveTo(OperationQueue target, Choice choice) {
        int at = 0;
        while (!lengths.isEmpty()) {
            int count = lengths.firstLength();
            boolean isControl = lengths.isFirstControl();
            lengths.removeFirst();
            if (choice.keeps(bytes, at, count, isControl)) {
                target.append(bytes, at, count);
                target.endOperation(count, isControl);
            }
            at += count;
        }
        length = 0;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
