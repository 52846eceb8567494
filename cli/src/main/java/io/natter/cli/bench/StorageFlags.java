package io.natter.cli.bench;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.jetstream.StorageType;
import java.util.List;
import picocli.CommandLine.Option;

/** How a stream or bucket is kept that a load makes for itself. <i>Confined to the command's thread.</i> */
final class StorageFlags {
    @Option(
            names = "--storage",
            defaultValue = "file",
            paramLabel = "WHERE",
            description = "JetStream storage (memory/file) of what is created")
    StorageType storage = StorageType.FILE;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            paramLabel = "COUNT",
            description = "Number of replicas of what is created")
    int replicas = 1;

    @Option(
            names = "--maxbytes",
            defaultValue = "1GB",
            paramLabel = "BYTES",
            description = "The maximum size of the stream or KV bucket in bytes")
    private String maxBytes = "1GB";

    long maxBytes() {
        try {
            long bytes = HumanNumbers.parseBytes(maxBytes);
            if (bytes > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "can not parse or invalid the value specified for the max stream/bucket size: " + maxBytes, e);
        }
        throw new UsageException(
                "can not parse or invalid the value specified for the max stream/bucket size: " + maxBytes);
    }

    void describe(List<String> words) {
        words.add("storage=" + storage.word());
        words.add("max-bytes=" + HumanNumbers.comma(maxBytes()));
        words.add("replicas=" + HumanNumbers.comma(replicas));
    }
}
