package io.natter.server.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a connection say of a proxy, and of the client behind it (B46). Immutable; pure functions.
 *
 * <pre>
 *  version 1     PROXY TCP4|TCP6 &lt;source&gt; &lt;target&gt; &lt;source port&gt; &lt;target port&gt; CR LF    107 bytes at most
 *                PROXY UNKNOWN ... CR LF                                                  the proxy speaks for itself
 *
 *  version 2     0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A     12 bytes
 *                version (2) and command                 a byte: 20 the proxy speaks for itself, 21 for a client
 *                family and transport                    a byte: 11 IPv4, 21 IPv6, 01 unknown; others are refused
 *                length of what follows                  2 bytes
 *                source, target, source port, target port, and what we pass over
 * </pre>
 *
 * <p>The source of truth is the PROXY protocol of HAProxy, as far as nats-server takes it; the texts are nats-server's.
 */
sealed interface ProxyHeader {
    /** More bytes are needed to tell; there are no more than {@value #UNDECIDED_BYTES_MAX} then. */
    record Incomplete() implements ProxyHeader {}

    /** There is none: the bytes are the client's own. */
    record Absent() implements ProxyHeader {}

    /**
     * There is one.
     *
     * @param lengthBytes all of the header; of what follows the addresses, some may still be on its way
     * @param host where the client comes from, or null when the proxy speaks for itself
     */
    record Present(int lengthBytes, @Nullable String host, int port) implements ProxyHeader {}

    /** There is one that cannot be believed. */
    record Malformed(String reason) implements ProxyHeader {}

    /** No undecided header is longer. */
    int UNDECIDED_BYTES_MAX = 107;

    /** Tells what {@code bytes} begin with, without taking any. */
    static ProxyHeader of(ByteBuf bytes) {
        if (bytes.readableBytes() < 6) {
            return new Incomplete();
        }
        if (startsWith(bytes, Text.PREFIX)) {
            return Text.header(bytes);
        }
        return startsWith(bytes, Binary.PREFIX) ? Binary.header(bytes) : new Absent();
    }

    private static boolean startsWith(ByteBuf bytes, byte[] prefix) {
        return bytes.readableBytes() >= prefix.length
                && ByteBufUtil.equals(
                        bytes, bytes.readerIndex(), io.netty.buffer.Unpooled.wrappedBuffer(prefix), 0, prefix.length);
    }

    /** Version 1. Pure. */
    final class Text {
        private static final byte[] PREFIX = "PROXY ".getBytes(StandardCharsets.US_ASCII);

        private Text() {}

        private static ProxyHeader header(ByteBuf bytes) {
            int from = bytes.readerIndex() + PREFIX.length;
            int to = bytes.readerIndex() + Math.min(bytes.readableBytes(), UNDECIDED_BYTES_MAX);
            for (int at = from; at + 1 < to; at++) {
                if (bytes.getByte(at) == '\r' && bytes.getByte(at + 1) == '\n') {
                    String line = bytes.toString(from, at - from, StandardCharsets.ISO_8859_1);
                    return header(line.strip().split("\\s+", -1), at + 2 - bytes.readerIndex());
                }
            }
            return bytes.readableBytes() < UNDECIDED_BYTES_MAX ? new Incomplete() : invalid("v1 line too long");
        }

        private static ProxyHeader header(String[] words, int lengthBytes) {
            if (words[0].equals("UNKNOWN")) {
                return new Present(lengthBytes, null, 0);
            }
            if (words.length != 5) {
                return invalid("invalid v1 format");
            }
            byte[] source = address(words[1]);
            byte[] target = address(words[2]);
            if (source == null || target == null) {
                return invalid("invalid address");
            }
            int port = port(words[3]);
            if (port < 0 || port(words[4]) < 0) {
                return new Malformed((port < 0 ? "invalid source port: " : "invalid dest port: ")
                        + quoted(port < 0 ? words[3] : words[4]));
            }
            boolean isSix = isSix(words[1]) && isSix(words[2]);
            boolean isFour = !isSix(words[1]) && !isSix(words[2]);
            return switch (words[0]) {
                case "TCP4" ->
                    isFour ? new Present(lengthBytes, text(source), port) : invalid("TCP4 with IPv6 address");
                case "TCP6" -> isSix ? new Present(lengthBytes, text(source), port) : invalid("TCP6 with IPv4 address");
                default -> invalid("invalid protocol " + quoted(words[0]));
            };
        }

        // Both families, in the forms a proxy writes: no zone, no brackets, no octal.
        private static byte @Nullable [] address(String word) {
            boolean isPlain = word.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
            boolean hasOctal = !isSix(word) && word.matches("(.*\\.)?0[0-9].*");
            return isPlain && !hasOctal ? NetUtil.createByteArrayFromIpAddressString(word) : null;
        }

        private static boolean isSix(String word) {
            return word.indexOf(':') >= 0;
        }

        private static int port(String word) {
            boolean isNumber =
                    !word.isEmpty() && word.length() < 20 && word.chars().allMatch(c -> c >= '0' && c <= '9');
            String digits = isNumber ? word.replaceFirst("^0+(?=.)", "") : "";
            int port = digits.isEmpty() || digits.length() > 5 ? -1 : Integer.parseInt(digits);
            return port > 0xFFFF ? -1 : port;
        }

        private static String quoted(String word) {
            return '"' + word.replaceAll("[^\\x21-\\x7e]", "?") + '"';
        }
    }

    /** Version 2. Pure. */
    final class Binary {
        private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
        private static final byte[] PREFIX = java.util.Arrays.copyOf(SIGNATURE, 6);
        private static final int FIXED_BYTES = 16;

        private Binary() {}

        private static ProxyHeader header(ByteBuf bytes) {
            if (bytes.readableBytes() >= SIGNATURE.length && !startsWith(bytes, SIGNATURE)) {
                return invalid("invalid signature");
            }
            if (bytes.readableBytes() < FIXED_BYTES) {
                return new Incomplete();
            }
            int start = bytes.readerIndex();
            int command = bytes.getUnsignedByte(start + 12);
            int family = bytes.getUnsignedByte(start + 13);
            int lengthBytes = bytes.getUnsignedShort(start + 14);
            if (command >> 4 != 2) {
                return invalid("invalid version 0x%02x".formatted(command & 0xF0));
            }
            return switch (command & 0x0F) {
                case 0 -> new Present(FIXED_BYTES + lengthBytes, null, 0);
                case 1 -> ofClient(bytes, family, lengthBytes);
                default -> new Malformed("unknown PROXY protocol command: 0x%02x".formatted(command & 0x0F));
            };
        }

        private static ProxyHeader ofClient(ByteBuf bytes, int family, int lengthBytes) {
            if ((family & 0x0F) != 1) {
                return unsupported("only STREAM protocol supported");
            }
            return switch (family >> 4) {
                case 0 -> new Present(FIXED_BYTES + lengthBytes, null, 0);
                case 1 -> addresses(bytes, 4, lengthBytes);
                case 2 -> addresses(bytes, 16, lengthBytes);
                default -> unsupported("unsupported address family 0x%02x".formatted(family & 0xF0));
            };
        }

        private static ProxyHeader addresses(ByteBuf bytes, int size, int lengthBytes) {
            int needed = 2 * size + 4;
            if (lengthBytes < needed) {
                return new Malformed(
                        (size == 4 ? "IPv4" : "IPv6") + " address data too short: " + lengthBytes + " bytes");
            }
            if (bytes.readableBytes() < FIXED_BYTES + needed) {
                return new Incomplete();
            }
            int at = bytes.readerIndex() + FIXED_BYTES;
            byte[] source = new byte[size];
            bytes.getBytes(at, source);
            return new Present(FIXED_BYTES + lengthBytes, text(source), bytes.getUnsignedShort(at + 2 * size));
        }

        private static ProxyHeader unsupported(String reason) {
            return new Malformed("unsupported PROXY protocol feature: " + reason);
        }
    }

    private static ProxyHeader invalid(String reason) {
        return new Malformed("invalid PROXY protocol header: " + reason);
    }

    // An IPv4 address in the dress of IPv6 is shown as what it is.
    private static String text(byte[] address) {
        boolean isMapped = address.length == 16 && address[10] == -1 && address[11] == -1;
        for (int i = 0; isMapped && i < 10; i++) {
            isMapped = address[i] == 0;
        }
        byte[] shown = isMapped ? java.util.Arrays.copyOfRange(address, 12, 16) : address;
        try {
            return NetUtil.toAddressString(java.net.InetAddress.getByAddress(shown));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("address of " + shown.length + " bytes", e);
        }
    }
}
