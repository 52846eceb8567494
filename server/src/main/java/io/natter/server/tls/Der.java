package io.natter.server.tls;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One element of DER: a tag and what is in it. Immutable.
 *
 * <pre>
 *  byte     0      1                       n
 *  element  | tag  | length, 1 to 5 bytes  | content |    a first length byte of 0x80 + k says that k bytes follow
 * </pre>
 */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_ID = 0x06;
    static final int UTF8_STRING = 0x0c;
    static final int NUMERIC_STRING = 0x12;
    static final int PRINTABLE_STRING = 0x13;
    static final int T61_STRING = 0x14;
    static final int IA5_STRING = 0x16;
    static final int BMP_STRING = 0x1e;
    static final int SEQUENCE = 0x30;

    private static final int LENGTH_BYTES_MAX = 4;

    private final int tag;
    private final byte[] content;

    /**
     * An element.
     *
     * @param tag first byte; only tags of one byte are known
     * @param content the bytes inside, not to be changed after
     */
    Der(int tag, byte[] content) {
        this.tag = tag;
        this.content = content;
    }

    int tag() {
        return tag;
    }

    byte[] content() {
        return content;
    }

    /** The single element that {@code bytes} hold; throws IllegalArgumentException for anything else. */
    static Der parse(byte[] bytes) {
        List<Der> all = elements(bytes);
        if (all.size() != 1) {
            throw new IllegalArgumentException("der: got " + all.size() + " elements, expected 1");
        }
        return all.get(0);
    }

    /** An element around others. */
    static Der of(int tag, Der... children) {
        var out = new ByteArrayOutputStream();
        for (Der child : children) {
            out.writeBytes(child.encoded());
        }
        return new Der(tag, out.toByteArray());
    }

    /** The elements inside this one; throws IllegalArgumentException when the content is not a row of elements. */
    List<Der> children() {
        return elements(content);
    }

    /** The first element inside that has this tag, or an IllegalArgumentException. */
    Der child(int wantedTag) {
        for (Der child : children()) {
            if (child.tag == wantedTag) {
                return child;
            }
        }
        throw new IllegalArgumentException("der: got no element with tag 0x" + Integer.toHexString(wantedTag));
    }

    /** This element as bytes. */
    byte[] encoded() {
        var out = new ByteArrayOutputStream(content.length + 1 + 1 + LENGTH_BYTES_MAX);
        out.write(tag);
        int size = content.length;
        if (size < 0x80) {
            out.write(size);
        } else {
            int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(size) + 7) / 8;
            out.write(0x80 | lengthBytes);
            for (int shift = (lengthBytes - 1) * 8; shift >= 0; shift -= 8) {
                out.write(size >>> shift);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** An object identifier in dotted form, such as {@code 2.5.4.3}. */
    String objectId() {
        var text = new StringBuilder();
        long part = 0;
        for (byte octet : content) {
            part = (part << 7) | (octet & 0x7f);
            if (part > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("der: got an object identifier with a part over 31 bits");
            }
            if (octet < 0) {
                continue;
            }
            if (text.isEmpty()) {
                long root = Math.min(part / 40, 2);
                text.append(root).append('.').append(part - root * 40);
            } else {
                text.append('.').append(part);
            }
            part = 0;
        }
        return text.toString();
    }

    private static List<Der> elements(byte[] bytes) {
        var found = new ArrayList<Der>();
        int at = 0;
        while (at < bytes.length) {
            if (bytes.length - at < 2) {
                throw cutShort();
            }
            int tag = bytes[at++] & 0xff;
            int size = bytes[at++] & 0xff;
            if (size >= 0x80) {
                int lengthBytes = size & 0x7f;
                if (lengthBytes == 0 || lengthBytes > LENGTH_BYTES_MAX || lengthBytes > bytes.length - at) {
                    throw cutShort();
                }
                size = 0;
                for (int i = 0; i < lengthBytes; i++) {
                    size = (size << 8) | (bytes[at++] & 0xff);
                }
            }
            if (size < 0 || size > bytes.length - at) {
                throw cutShort();
            }
            found.add(new Der(tag, Arrays.copyOfRange(bytes, at, at + size)));
            at += size;
        }
        return found;
    }

    private static IllegalArgumentException cutShort() {
        return new IllegalArgumentException("der: got an element longer than what holds it");
    }

    /** Tells the shape only: the content may be a private key. */
    @Override
    public String toString() {
        return "Der[tag=0x" + Integer.toHexString(tag) + ", bytes=" + content.length + "]";
    }
}
