package io.natter.protocol.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's JWT and key, as they stand together in a file.
 *
 * <p>Thread-safe; closing it closes the key. The text form shows the public key only.
 *
 * <pre>
 *  -----BEGIN NATS USER JWT-----
 *  eyJ0...
 *  ------END NATS USER JWT------
 *
 *  ************************* IMPORTANT *************************
 *  ...
 *  -----BEGIN USER NKEY SEED-----
 *  SUAI...
 *  ------END USER NKEY SEED------
 * </pre>
 */
public final class CredentialsFile implements AutoCloseable {
    private static final String MARK = "---";

    private final String jwt;
    private final Nkey key;

    private CredentialsFile(String jwt, Nkey key) {
        this.jwt = jwt;
        this.key = key;
    }

    /**
     * Reads what a file holds; the array stays the caller's, to be wiped.
     *
     * <p>A block is a line between two lines of dashes. The first block is the JWT, the second the seed.
     *
     * @throws NkeyException if there is no JWT or no sound seed
     */
    public static CredentialsFile parse(byte[] contents) {
        List<byte[]> blocks = blocks(contents);
        if (blocks.isEmpty()) {
            throw new NkeyException("credentials: got no block between lines of dashes, expected a user JWT");
        }
        return new CredentialsFile(new String(blocks.get(0), ISO_8859_1), parseKey(contents));
    }

    /**
     * Reads only the key, from a credentials file or a file that holds nothing but a seed.
     *
     * @throws NkeyException if there is no sound seed
     */
    public static Nkey parseKey(byte[] contents) {
        List<byte[]> blocks = blocks(contents);
        byte[] seed = blocks.size() > 1 ? blocks.get(1) : seedLine(contents);
        if (seed == null) {
            throw new NkeyException("credentials: got no seed, expected a line that begins with SU, SA or SO");
        }
        try {
            return Nkey.fromSeed(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The text of a file for a user; the array becomes the caller's, to be wiped. */
    public static byte[] format(String jwt, Nkey key) {
        byte[] seed = key.seed();
        byte[] head = ("-----BEGIN NATS USER JWT-----\n" + jwt + "\n------END NATS USER JWT------\n\n"
                        + "************************* IMPORTANT *************************\n"
                        + "The seed below is the secret of this user: whoever has it is this user.\n"
                        + "Keep this file where only its owner can read it.\n\n"
                        + "-----BEGIN USER NKEY SEED-----\n")
                .getBytes(ISO_8859_1);
        byte[] tail = ("\n------END USER NKEY SEED------\n\n"
                        + "*************************************************************\n")
                .getBytes(ISO_8859_1);
        byte[] contents = Arrays.copyOf(head, head.length + seed.length + tail.length);
        System.arraycopy(seed, 0, contents, head.length, seed.length);
        System.arraycopy(tail, 0, contents, head.length + seed.length, tail.length);
        Arrays.fill(seed, (byte) 0);
        return contents;
    }

    /** The user's JWT. */
    public String jwt() {
        return jwt;
    }

    /** The user's key, with which the nonce is signed; closed with this. */
    public Nkey key() {
        return key;
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "credentials of " + key.publicKey();
    }

    private static List<byte[]> blocks(byte[] contents) {
        List<byte[]> blocks = new ArrayList<>();
        byte @Nullable [] body = null;
        boolean isInside = false;
        for (byte[] line : lines(contents)) {
            boolean isMark = isMark(line);
            if (isInside && isMark && body != null) {
                blocks.add(body);
                isInside = false;
            } else if (isMark) {
                isInside = true;
                body = null;
            } else if (isInside && line.length > 0) {
                isInside = body == null; // a block is one line; two are something else
                body = line;
            }
        }
        return blocks;
    }

    private static byte @Nullable [] seedLine(byte[] contents) {
        for (byte[] line : lines(contents)) {
            if (line.length > 1 && line[0] == 'S' && (line[1] == 'U' || line[1] == 'A' || line[1] == 'O')) {
                return line;
            }
        }
        return null;
    }

    private static boolean isMark(byte[] line) {
        int marked = MARK.length();
        return line.length > 2 * marked
                && new String(line, 0, marked, ISO_8859_1).equals(MARK)
                && new String(line, line.length - marked, marked, ISO_8859_1).equals(MARK);
    }

    /** Lines without blanks at their ends, each a copy. */
    private static List<byte[]> lines(byte[] contents) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= contents.length; i++) {
            if (i == contents.length || contents[i] == '\n') {
                lines.add(trimmed(contents, start, i));
                start = i + 1;
            }
        }
        return lines;
    }

    private static byte[] trimmed(byte[] contents, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && contents[start] <= ' ' && contents[start] >= 0) {
            start++;
        }
        while (end > start && contents[end - 1] <= ' ' && contents[end - 1] >= 0) {
            end--;
        }
        return Arrays.copyOfRange(contents, start, end);
    }
}
