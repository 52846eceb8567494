package io.natter.cli.bench;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every load can be told. <i>Confined to the command's thread until it starts, read by its clients from then on.</i> */
final class BenchFlags {
    @Option(
            names = "--clients",
            defaultValue = "1",
            scope = ScopeType.INHERIT,
            description = "Number of concurrent clients")
    int clients = 1;

    @Option(
            names = "--msgs",
            defaultValue = "100000",
            scope = ScopeType.INHERIT,
            description = "Number of messages to publish or subscribe to")
    long messages = 100_000;

    @Option(
            names = "--progress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            scope = ScopeType.INHERIT,
            description = "Enable or disable the progress bar")
    boolean progress = true;

    @Option(
            names = "--csv",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Save benchmark data to CSV file")
    @Nullable
    Path csv;

    @Option(
            names = "--size",
            defaultValue = "128B",
            scope = ScopeType.INHERIT,
            paramLabel = "SIZE",
            description = "Size of the test messages")
    String size = "128B";

    int sizeBytes() {
        try {
            long bytes = HumanNumbers.parseBytes(size);
            if (bytes > 0 && bytes <= Integer.MAX_VALUE) {
                return (int) bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("can not parse or invalid the value specified for the message size: " + size, e);
        }
        throw new UsageException("can not parse or invalid the value specified for the message size: " + size);
    }

    void check() {
        if (messages <= 0) {
            throw new UsageException("number of messages should be greater than 0");
        }
        if (messages > Integer.MAX_VALUE - 8) {
            throw new UsageException("number of messages " + messages
                    + " exceeds the maximum supported on this platform (" + (Integer.MAX_VALUE - 8) + ")");
        }
        if (clients < 1) {
            throw new UsageException("number of clients should be greater than 0");
        }
    }

    /** The share of client {@code index}: the first ones have one more where it does not divide. */
    long share(int index) {
        return messages / clients + (index < messages % clients ? 1 : 0);
    }

    /** Messages of the clients before this one. */
    long offset(int index) {
        return messages / clients * index + Math.min(index, messages % clients);
    }
}
