package io.natter.cli.command;

import io.natter.protocol.wire.Headers;
import java.util.List;
import java.util.function.UnaryOperator;

/** Headers as {@code -H K:V} says them. <i>Thread-safe:</i> pure functions. */
public final class HeaderTexts {
    private HeaderTexts() {}

    /**
     * Headers of {@code K:V} texts.
     *
     * @throws UsageException if one has no colon, or is no header
     */
    public static Headers parse(List<String> texts) {
        return parse(texts, UnaryOperator.identity());
    }

    /** The same with values that {@code fill} fills in. */
    static Headers parse(List<String> texts, UnaryOperator<String> fill) {
        if (texts.isEmpty()) {
            return Headers.NONE;
        }
        Headers.Builder headers = Headers.builder();
        for (String text : texts) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw new UsageException("invalid header \"" + text + "\"");
            }
            headers.add(
                    text.substring(0, colon).strip(),
                    fill.apply(text.substring(colon + 1).strip()));
        }
        return headers.build();
    }
}
