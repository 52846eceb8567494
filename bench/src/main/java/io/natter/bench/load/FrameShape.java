package io.natter.bench.load;

/**
 * The lengths of every delivery a receiver of one workload expects.
 *
 * <pre>
 *  MSG bench.one 1 128\r\n  payload ...  \r\n
 *  |---- headerBytes ----|--payloadBytes--|2|
 * </pre>
 *
 * <p>Immutable.
 *
 * @param headerBytes bytes of the line with its CRLF
 * @param payloadBytes bytes of the payload, at least {@link #MARK_BYTES}
 */
public record FrameShape(int headerBytes, int payloadBytes) {
    /** Bytes at the start of a payload which the generator looks at: sequence or time. */
    public static final int MARK_BYTES = 8;

    private static final int CRLF_BYTES = 2;

    /** Checks that a mark fits. */
    public FrameShape {
        if (payloadBytes < MARK_BYTES) {
            throw new IllegalArgumentException(
                    "payloadBytes: got " + payloadBytes + ", expected at least " + MARK_BYTES);
        }
    }

    /** Returns the shape of a delivery for a subject and a sid of these widths. */
    public static FrameShape of(int subjectBytes, int sidDigits, int payloadBytes) {
        int sizeDigits = Integer.toString(payloadBytes).length();
        return new FrameShape(
                "MSG ".length() + subjectBytes + 1 + sidDigits + 1 + sizeDigits + CRLF_BYTES, payloadBytes);
    }

    /** Returns the bytes of a whole frame. */
    public int frameBytes() {
        return headerBytes + payloadBytes + CRLF_BYTES;
    }

    /** Returns how many bytes must be there to recognise a frame and read its mark. */
    int headBytes() {
        return headerBytes + MARK_BYTES;
    }
}
