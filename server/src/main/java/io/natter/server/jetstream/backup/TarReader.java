package io.natter.server.jetstream.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Takes files out of a tar archive (POSIX ustar with pax headers), however its bytes are cut.
 *
 * <p>Confined to one thread. Holds no more than a header; what is no plain file is refused.
 *
 * <pre>
 *  archive  header | content | zeros up to 512 bytes | header ... | 1,024 zeros
 *  header   0 name | 124 size, octal | 148 checksum | 156 type: '0' file, 'x' pax header of the next file, 'g' of all | 345 prefix
 *  pax      length SP key = value LF ...
 * </pre>
 */
final class TarReader {
    private static final int BLOCK_BYTES = 512;
    private static final int PAX_BYTES_MOST = 64 << 10;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;

    private enum State {
        HEADER,
        PAX,
        CONTENT,
        PADDING,
        END
    }

    private final FileSink sink;
    private final byte[] header = new byte[BLOCK_BYTES];
    private final ByteArrayOutputStream pax = new ByteArrayOutputStream();
    private State state = State.HEADER;
    private int headerLength;
    private long left; // of the content or the padding
    private int padding;
    private boolean isGlobal;
    private String longName = "";

    /** Who gets the files. */
    interface FileSink {
        /** A file begins. */
        void open(String name);

        /** The next bytes of it. */
        void data(byte[] bytes, int from, int length);

        /** It is complete. */
        void close();
    }

    TarReader(FileSink sink) {
        this.sink = sink;
    }

    /**
     * Takes more bytes.
     *
     * @throws BackupException if they are no such archive
     */
    void add(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at += switch (state) {
                case HEADER -> header(bytes, at);
                case PAX, CONTENT -> content(bytes, at);
                case PADDING -> padding(bytes, at);
                case END -> bytes.length - at;
            };
        }
    }

    /** Whether it ended where an archive may end. */
    boolean isComplete() {
        return state == State.END || state == State.HEADER && headerLength == 0;
    }

    private int header(byte[] bytes, int at) {
        int count = Math.min(BLOCK_BYTES - headerLength, bytes.length - at);
        System.arraycopy(bytes, at, header, headerLength, count);
        headerLength += count;
        if (headerLength == BLOCK_BYTES) {
            headerLength = 0;
            begin();
        }
        return count;
    }

    private void begin() {
        int sum = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            sum += i >= CHECKSUM_AT && i < TYPE_AT ? ' ' : header[i] & 0xff;
        }
        if (sum == (TYPE_AT - CHECKSUM_AT) * ' ') { // nothing but zeros
            state = State.END;
            return;
        }
        if (octal(CHECKSUM_AT, 8) != sum) {
            throw new BackupException("archive/tar: invalid tar header");
        }
        left = octal(SIZE_AT, 12);
        padding = (int) (-left & BLOCK_BYTES - 1);
        switch (header[TYPE_AT]) {
            case 'x', 'g' -> beginPax(header[TYPE_AT] == 'g');
            case '0', 0 -> {
                state = State.CONTENT;
                sink.open(longName.isEmpty() ? name() : longName);
                longName = "";
            }
            default -> throw new BackupException("unexpected content");
        }
        endEmpty();
    }

    private void beginPax(boolean isOfAll) {
        if (left > PAX_BYTES_MOST) {
            throw new BackupException("archive/tar: header field too long");
        }
        isGlobal = isOfAll;
        state = State.PAX;
    }

    private String name() {
        String prefix = text(PREFIX_AT, 155);
        return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
    }

    private String text(int from, int most) {
        int length = 0;
        while (length < most && header[from + length] != 0) {
            length++;
        }
        return new String(header, from, length, UTF_8);
    }

    private long octal(int from, int length) {
        long number = 0;
        for (String digits = text(from, length).strip(); !digits.isEmpty(); digits = digits.substring(1)) {
            int digit = digits.charAt(0) - '0';
            if (digit < 0 || digit > 7) {
                throw new BackupException("archive/tar: invalid tar header");
            }
            number = number << 3 | digit;
        }
        return number;
    }

    private int content(byte[] bytes, int at) {
        int count = (int) Math.min(left, bytes.length - at);
        if (state == State.PAX) {
            pax.write(bytes, at, count);
        } else {
            sink.data(bytes, at, count);
        }
        left -= count;
        endEmpty();
        return count;
    }

    private void endEmpty() {
        if (left > 0 || state == State.END) {
            return;
        }
        if (state == State.PAX) {
            endPax();
        } else {
            sink.close();
        }
        left = padding;
        state = padding == 0 ? State.HEADER : State.PADDING;
    }

    // Only the name is of use: times and owners are not, and no file is too large for the header.
    private void endPax() {
        for (String line : pax.toString(UTF_8).split("\n", -1)) {
            int name = line.indexOf(" path=");
            if (name >= 0 && !isGlobal) {
                longName = line.substring(name + " path=".length());
            } else if (line.contains(" size=")) {
                throw new BackupException("archive/tar: file too large");
            }
        }
        pax.reset();
    }

    private int padding(byte[] bytes, int at) {
        int count = (int) Math.min(left, bytes.length - at);
        left -= count;
        if (left == 0) {
            state = State.HEADER;
        }
        return count;
    }
}
