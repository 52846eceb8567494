package io.natter.cli.keyvalue;

import io.natter.cli.command.UsageException;
import picocli.CommandLine.Parameters;

/** The key that a command is about. <i>Confined to the command's thread.</i> */
final class KeyArguments {
    @Parameters(index = "0", paramLabel = "<bucket>", description = "The bucket to act on")
    String bucket = "";

    @Parameters(index = "1", paramLabel = "<key>", description = "The key to act on")
    String key = "";

    /** That there is no such key, or no such revision of it. */
    UsageException notFound() {
        return new UsageException("key not found: " + bucket + " > " + key);
    }
}
