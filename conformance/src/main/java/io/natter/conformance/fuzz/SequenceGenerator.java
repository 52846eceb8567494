package io.natter.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Makes up what a client may send: operations after the grammar, some of them spoiled. Confined to one thread.
 *
 * <p>The same seed makes the same sequences. Each queue subscription has a group of its own, so that no server has to
 * choose at random. Known differences are left out, see docs/compatibility.md: a bare CR within a line, a line that ends
 * right behind the blanks of its verb, and sizes with leading zeros.
 */
public final class SequenceGenerator {
    private static final int OPERATIONS_MAX = 12;
    private static final String[] SUBJECTS = {
        "a",
        "a.b",
        "a.*",
        "a.>",
        ">",
        "*",
        "*.b",
        "b",
        "a.b.c",
        "A",
        "a..b",
        ".a",
        "a.",
        "a*",
        "$SYS.x",
        "_INBOX.1",
        "$JS.ACK.x"
    };
    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "3",
        "10",
        "64",
        "65",
        "-1",
        "+1",
        "1.0",
        "x",
        "",
        "999999999",
        "2147483648",
        "9223372036854775808",
        "99999999999999999999",
        "0x1",
        "1 1"
    };
    private static final String[] OPTIONS = {
        "\"verbose\":true",
        "\"verbose\":false",
        "\"pedantic\":true",
        "\"pedantic\":false",
        "\"echo\":false",
        "\"echo\":true",
        "\"headers\":true",
        "\"headers\":true",
        "\"no_responders\":true",
        "\"protocol\":0",
        "\"protocol\":1",
        "\"protocol\":2",
        "\"name\":\"x\"",
        "\"lang\":\"\\u00e9\"",
        "\"extra\":[1,{\"a\":null}]",
        "\"user\":\"u\"",
        "\"account\":\"\"",
        "\"verbose\":null",
        "\"verbose\":1"
    };
    private static final String[] ODDITIES = {
        "+OK\r\n",
        "-ERR 'x'\r\n",
        "INFO {}\r\n",
        "MSG a 1 1\r\nx\r\n",
        "RS+ $G a\r\n",
        "A+ b\r\n",
        "LS+ a\r\n",
        "\r\n",
        "\n",
        " ",
        "PINGPONG\r\n",
        "P",
        "CONNECT\r\n",
        "SUB\r\n",
        "UNSUB\r\n",
        "PUB\r\n",
        "\t\r\n",
        "CONNECT {}{}\r\n"
    };
    private static final String[] BLANKS = {" ", " ", " ", " ", " ", "  ", "\t", " \t "};
    private static final String[] ENDS = {"\r\n", "\r\n", "\r\n", "\r\n", "\r\n", "\n", " \r\n"};

    /** A line that ends right behind the blanks of its verb, and a CR that is not before a LF. */
    private static final Pattern KNOWN_DIFFERENCE =
            Pattern.compile("(?i)((PUB|SUB)[ \\t]+|CONNECT[ \\t]*)\\n|\\r(?!\\n)");

    private final Random random;
    private int queues;
    private int pieceBytes;

    /** A generator whose sequences follow from {@code seed}. */
    public SequenceGenerator(long seed) {
        this.random = new Random(seed);
    }

    /** The next sequence, operation by operation. */
    public List<byte[]> next() {
        List<byte[]> operations = sequence();
        while (KNOWN_DIFFERENCE
                .matcher(text(joined(operations.toArray(byte[][]::new))))
                .find()) {
            operations = sequence();
        }
        return operations;
    }

    private List<byte[]> sequence() {
        List<byte[]> operations = new ArrayList<>();
        pieceBytes = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : 0;
        if (random.nextInt(4) > 0) {
            operations.add(bytes(
                    "CONNECT {\"verbose\":false,\"headers\":true,\"pedantic\":" + random.nextBoolean() + "}\r\n"));
        }
        int count = 1 + random.nextInt(OPERATIONS_MAX);
        for (int i = 0; i < count; i++) {
            byte[] operation = operation();
            operations.add(random.nextInt(12) == 0 ? spoiled(operation) : operation);
        }
        return operations;
    }

    /** How many bytes a write of the sequence made last carries; 0 for all at once. */
    public int pieceBytes() {
        return pieceBytes;
    }

    private byte[] operation() {
        return switch (random.nextInt(13)) {
            case 0 -> bytes("PING" + any(ENDS));
            case 1 -> bytes("PONG" + any(ENDS));
            case 2, 3, 4 -> bytes(verb("SUB") + blank() + any(SUBJECTS) + queue() + blank() + sid() + any(ENDS));
            case 5 ->
                bytes(verb("UNSUB") + blank() + sid() + (random.nextBoolean() ? "" : blank() + number()) + any(ENDS));
            case 6 -> connect();
            case 7 -> random.nextInt(3) == 0 ? bytes(any(ODDITIES)) : bytes("PING\r\n");
            case 8, 9 -> headerPublish();
            default -> publish();
        };
    }

    private byte[] publish() {
        String payload = payload();
        String size = random.nextInt(12) == 0 ? number() : "" + payload.length();
        return bytes(
                verb("PUB") + blank() + any(SUBJECTS) + reply() + blank() + size + any(ENDS) + payload + payloadEnd());
    }

    private byte[] headerPublish() {
        String header =
                random.nextInt(6) == 0 ? "" : "NATS/1.0\r\n" + (random.nextBoolean() ? "A: b\r\n" : "") + "\r\n";
        String payload = payload();
        String headerBytes = random.nextInt(12) == 0 ? number() : "" + header.length();
        String totalBytes = random.nextInt(12) == 0 ? number() : "" + (header.length() + payload.length());
        return bytes(verb("HPUB")
                + blank()
                + any(SUBJECTS)
                + reply()
                + blank()
                + headerBytes
                + blank()
                + totalBytes
                + any(ENDS)
                + header
                + payload
                + payloadEnd());
    }

    private byte[] connect() {
        List<String> chosen = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            chosen.add(any(OPTIONS));
        }
        return bytes(verb("CONNECT") + blank() + "{" + String.join(",", chosen) + "}" + any(ENDS));
    }

    /** One to three bytes changed, dropped, doubled or put in. */
    private byte[] spoiled(byte[] operation) {
        byte[] spoiled = operation;
        for (int i = random.nextInt(3); i >= 0 && spoiled.length > 0; i--) {
            int at = random.nextInt(spoiled.length);
            int drop = random.nextInt(3) == 0 ? 0 : 1;
            byte[] put = random.nextBoolean() ? new byte[0] : new byte[] {strangeByte()};
            spoiled = joined(Arrays.copyOf(spoiled, at), put, Arrays.copyOfRange(spoiled, at + drop, spoiled.length));
        }
        return spoiled;
    }

    private byte strangeByte() {
        byte[] strange = {0, ' ', '\n', '\t', '0', '9', '.', '*', '>', '"', '{', '}', (byte) 0xC3, (byte) 0xFF, 'a'};
        return strange[random.nextInt(strange.length)];
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private String verb(String name) {
        return random.nextInt(10) == 0 ? name.toLowerCase(java.util.Locale.ROOT) : name;
    }

    private String queue() {
        return random.nextInt(5) == 0 ? blank() + "q" + queues++ : "";
    }

    private String reply() {
        return random.nextInt(3) == 0 ? blank() + any(SUBJECTS) : "";
    }

    private String sid() {
        return random.nextInt(20) == 0 ? number() : "" + random.nextInt(5);
    }

    private String payload() {
        return "x".repeat(random.nextInt(4) == 0 ? random.nextInt(70) : random.nextInt(4));
    }

    private String payloadEnd() {
        return random.nextInt(30) == 0 ? "\n" : "\r\n";
    }

    private String number() {
        return any(NUMBERS);
    }

    private String blank() {
        return any(BLANKS);
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
