package io.natter.client.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Puts older forms of private keys into the one the JDK reads, PKCS#8 (RFC 5208).
 *
 * <p>Immutable.
 *
 * <pre>
 *  SEQUENCE
 *    INTEGER 0
 *    SEQUENCE { OID of the algorithm, parameters: NULL for RSA, the curve for EC }
 *    OCTET STRING { the key as it was: PKCS#1 (RFC 8017) or SEC 1 (RFC 5915) }
 * </pre>
 */
final class KeyWrapping {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xa0;

    private static final byte[] VERSION = {INTEGER, 1, 0};

    // 1.2.840.113549.1.1.1 with NULL, and 1.2.840.10045.2.1
    private static final byte[] RSA = {
        0x06, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 0x05, 0
    };
    private static final byte[] EC = {0x06, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private KeyWrapping() {}

    /** An RSA key in PKCS#1. */
    static byte[] ofRsa(byte[] pkcs1) {
        return tagged(SEQUENCE, VERSION, tagged(SEQUENCE, RSA), tagged(OCTET_STRING, pkcs1));
    }

    /**
     * An EC key in SEC 1.
     *
     * @param curveBeside the curve from a block of its own, for a key that does not name it
     */
    static byte[] ofEc(byte[] sec1, byte[] curveBeside) {
        byte[] curve = curveOf(sec1);
        return tagged(
                SEQUENCE,
                VERSION,
                tagged(SEQUENCE, EC, curve.length == 0 ? curveBeside : curve),
                tagged(OCTET_STRING, sec1));
    }

    /** The content of [0] behind version and key; nothing if it is not there or the bytes make no sense. */
    private static byte[] curveOf(byte[] sec1) {
        int at = content(sec1, 0);
        for (int field = 0; field < 4 && at >= 0 && at < sec1.length; field++) {
            int start = content(sec1, at);
            int end = start < 0 ? -1 : start + length(sec1, at);
            if (end < 0 || end > sec1.length) {
                return new byte[0];
            }
            if ((sec1[at] & 0xff) == PARAMETERS) {
                return Arrays.copyOfRange(sec1, start, end);
            }
            at = end;
        }
        return new byte[0];
    }

    /** Where the content of the value at {@code at} begins, or -1. */
    private static int content(byte[] der, int at) {
        if (at + 1 >= der.length) {
            return -1;
        }
        int first = der[at + 1] & 0xff;
        return first < 0x80
                ? at + 2
                : first <= 0x82 && at + 2 + (first & 0x7f) <= der.length ? at + 2 + (first & 0x7f) : -1;
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length >= 0x80) {
            int lengthBytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | lengthBytes);
            for (int i = lengthBytes - 1; i >= 0; i--) {
                out.write(length >>> (8 * i));
            }
        } else {
            out.write(length);
        }
        for (byte[] part : parts) {
            out.write(part, 0, part.length);
        }
        return out.toByteArray();
    }
}
