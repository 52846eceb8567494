package io.natter.cli.command;

import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Runs a command that was parsed. <i>Thread-safe:</i> holds nothing. */
final class Execution {
    private Execution() {}

    /** Runs it and returns its exit code; what it throws comes out as it was. */
    static int of(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception
                ? exception
                : new UsageException(failure.toString(), failure);
    }
}
