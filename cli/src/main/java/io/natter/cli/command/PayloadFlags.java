package io.natter.cli.command;

import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What is to be sent: the flags of commands that publish and that ask.
 *
 * <p><i>Confined to the command's thread.</i>
 */
final class PayloadFlags {
    /** When input becomes a message. */
    enum SendOn {
        EOF,
        NEWLINE
    }

    @Option(
            names = {"-H", "--header"},
            paramLabel = "K:V",
            description = "Adds headers to the message using K:V format")
    List<String> headers = new ArrayList<>();

    @Option(names = "--count", defaultValue = "1", description = "Publish multiple messages")
    int count = 1;

    @Option(names = "--force-stdin", description = "Force reading from stdin")
    boolean forceStdin;

    @Option(
            names = "--send-on",
            defaultValue = "eof",
            paramLabel = "WHEN",
            description = "When to send data from stdin: 'eof' (default) or 'newline'")
    SendOn sendOn = SendOn.EOF;

    @Option(
            names = "--templates",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Enables template functions in the body and subject (does not affect headers)")
    boolean templates = true;

    /** Whether the payload is read from the input: where no argument says it, and somebody writes it. */
    boolean isFromInput(Surroundings around, @Nullable String body) {
        boolean isTyped = around.isInputTerminal() && around.isOutputTerminal();
        return body == null && (!around.isInputTerminal() || isTyped || forceStdin);
    }

    /** Hands every body to {@code taker}: the whole input or its lines, or the argument, or nothing. */
    void bodies(Surroundings around, boolean isFromInput, @Nullable String body, Consumer<Payload> taker) {
        if (!isFromInput) {
            taker.accept(body == null ? Payload.EMPTY : Payload.ofText(body));
            return;
        }
        try {
            if (sendOn == SendOn.EOF) {
                taker.accept(Payload.ofBytes(around.in().readAllBytes()));
            } else {
                lines(around.in(), taker);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lines(InputStream in, Consumer<Payload> taker) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            taker.accept(Payload.ofBytes(withoutReturn(line.toByteArray())));
            line.reset();
        }
        if (line.size() > 0) {
            taker.accept(Payload.ofBytes(withoutReturn(line.toByteArray())));
        }
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean hasReturn = line.length > 0 && line[line.length - 1] == '\r';
        return hasReturn ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }

    /**
     * Headers of {@code K:V} texts, their values filled in by {@code filler}.
     *
     * @throws UsageException if one has no colon, or is no header
     */
    static Headers headers(List<String> texts, Filler filler, long count) {
        return HeaderTexts.parse(texts, value -> filler.strict(value, count));
    }
}
