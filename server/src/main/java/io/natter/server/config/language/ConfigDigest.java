package io.natter.server.config.language;

import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Decimal;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Moment;
import io.natter.server.config.language.ConfigValue.Node;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The digest of a configuration: two texts that mean the same have the same one. (B12)
 *
 * <p>It is the SHA-256 of the values as JSON, keys sorted by their bytes, exactly as Go's encoder writes them: with {@code <}, {@code >}
 * and {@code &} escaped, the shortest digits of a number, and a line break at the end. A JSON library's freedom in these would be another
 * digest, so this is written out. Thread-safe: pure functions.
 */
public final class ConfigDigest {
    private ConfigDigest() {}

    /** The digest as nats-server shows it, {@code sha256:} and 64 hexadecimal digits. */
    public static String of(Block block) {
        StringBuilder json = new StringBuilder();
        append(json, block);
        json.append('\n');
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(json.toString().getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }

    /** The values as JSON, keys sorted. */
    static String json(Block block) {
        StringBuilder json = new StringBuilder();
        append(json, block);
        return json.toString();
    }

    private static void append(StringBuilder json, ConfigValue value) {
        if (value instanceof Text text) {
            appendText(json, text.value());
        } else if (value instanceof Whole whole) {
            json.append(whole.value());
        } else if (value instanceof Decimal decimal) {
            json.append(shortest(decimal.value()));
        } else if (value instanceof Flag flag) {
            json.append(flag.value());
        } else if (value instanceof Moment moment) {
            json.append('"').append(moment.value()).append('"');
        } else if (value instanceof Array array) {
            appendArray(json, array.items());
        } else if (value instanceof Block block) {
            appendMap(json, block.nodes());
        }
    }

    private static void appendArray(StringBuilder json, List<Node> items) {
        json.append('[');
        Iterator<Node> rest = items.iterator();
        while (rest.hasNext()) {
            append(json, rest.next().value());
            json.append(rest.hasNext() ? "," : "");
        }
        json.append(']');
    }

    private static void appendMap(StringBuilder json, Map<String, Node> nodes) {
        json.append('{');
        Iterator<Map.Entry<String, Node>> rest = nodes.entrySet().stream()
                .sorted((a, b) -> Arrays.compareUnsigned(
                        a.getKey().getBytes(StandardCharsets.UTF_8), b.getKey().getBytes(StandardCharsets.UTF_8)))
                .iterator();
        while (rest.hasNext()) {
            Map.Entry<String, Node> entry = rest.next();
            appendText(json, entry.getKey());
            json.append(':');
            append(json, entry.getValue().value());
            json.append(rest.hasNext() ? "," : "");
        }
        json.append('}');
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\ufffd' -> json.append(c);
                default -> {
                    boolean isEscaped = c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
                    json.append(isEscaped ? String.format("\\u%04x", (int) c) : String.valueOf(c));
                }
            }
        }
        json.append('"');
    }

    /** The fewest digits that are read back as the same number; with an exponent below 1e-6 and from 1e21 on. */
    private static String shortest(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        BigDecimal rounded = exact;
        for (int digits = 1; digits <= 17; digits++) {
            rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                break;
            }
        }
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        BigDecimal stripped = rounded.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        String digits = stripped.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = value < 0 ? "-" : "";
        return sign + mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
    }
}
