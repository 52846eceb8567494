package io.natter.cli.bucket;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.StorageType;
import picocli.CommandLine.Option;

/** Where a new bucket is kept. <i>Confined to the command's thread.</i> */
public final class StorageFlag {
    @Option(
            names = "--storage",
            defaultValue = "file",
            paramLabel = "WHERE",
            description = "Storage backend to use (file, memory)")
    private String storage = "file";

    /**
     * What the flag says.
     *
     * @throws UsageException if it says something else
     */
    public StorageType type() {
        return switch (storage) {
            case "file", "f" -> StorageType.FILE;
            case "memory", "m" -> StorageType.MEMORY;
            default -> throw new UsageException("enum value must be one of file,f,memory,m, got '" + storage + "'");
        };
    }
}
