package io.natter.cli.stream;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.TextEditor;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a stream or a consumer is edited: by flags, a file or an editor, after a question or without.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
public final class EditFlags {
    /** What becomes of an edit. */
    public enum Verdict {
        /** Nothing is to be done. */
        DONE,
        /** It was only to be told whether there is a difference, and there is one. */
        DIFFERENT,
        /** It is to be done. */
        EDIT
    }

    @Option(names = "--config", paramLabel = "FILE", description = "JSON file to read configuration from")
    private @Nullable Path file;

    @Option(
            names = {"-f", "--force"},
            description = "Force edit without prompting")
    private boolean isForced;

    @Option(
            names = {"-i", "--interactive"},
            description = "Edit the configuration, as JSON, using your EDITOR")
    private boolean isInteractive;

    @Option(names = "--dry-run", description = "Only shows differences, does not edit")
    private boolean isDryRun;

    /** The configuration as an editor has it, as a file has it under the name that {@code rename} gives, or else as {@code flags} say. */
    public <T> T changed(
            Surroundings around, ConfigFile<T> form, T before, UnaryOperator<T> rename, Supplier<T> flags) {
        if (file != null) {
            return rename.apply(form.read(file));
        }
        return isInteractive
                ? form.parse("edited configuration", TextEditor.edit(around, form.text(before) + "\n"))
                : flags.get();
    }

    /** Shows the difference, unless {@code isQuiet} and nobody is asked about it; says whether it is to be made. */
    public Verdict verdict(Surroundings around, ConfigDifference<?> difference, boolean isQuiet, String question) {
        if (difference.isEmpty()) {
            around.print(isDryRun ? "" : "No difference in configuration\n");
            return Verdict.DONE;
        }
        if (!isQuiet || isDryRun || !isForced) {
            around.print(difference.text());
        }
        if (isDryRun) {
            return Verdict.DIFFERENT;
        }
        return isForced || Confirmation.isGiven(around, question) ? Verdict.EDIT : Verdict.DONE;
    }
}
