package io.natter.cli.consumer;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The consumer that a command is about, as the user names it. <i>Confined to the thread that parses, then read by the command.</i> */
final class ConsumerArguments {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    @Nullable
    String stream;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<consumer>", description = "Consumer name")
    @Nullable
    String consumer;
}
