package io.natter.cli.bench;

import io.natter.cli.IoText;
import io.natter.cli.command.HeaderTexts;
import io.natter.cli.command.UsageException;
import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What loads that send can be told besides. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class SendFlags {
    @Option(names = "--payload", paramLabel = "FILE", description = "File containing a message payload to send")
    @Nullable
    Path payload;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "K:V",
            description = "Adds headers to the message using K:V format")
    List<String> headers = new ArrayList<>();

    @Mixin
    RateFlags rate = new RateFlags();

    byte[] bytes(int size) {
        if (payload == null) {
            return new byte[size];
        }
        try {
            return Files.readAllBytes(payload);
        } catch (IOException e) {
            throw new UsageException("reading the payload file: " + IoText.of(e), e);
        }
    }

    Headers headers() {
        return HeaderTexts.parse(headers);
    }
}
