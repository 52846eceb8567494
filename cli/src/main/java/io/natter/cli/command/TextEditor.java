package io.natter.cli.command;

import io.natter.cli.text.ShellWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user's editor, on a text. <i>Thread-safe:</i> holds nothing. */
public final class TextEditor {
    private TextEditor() {}

    /**
     * What the user made of {@code text}; a file for its owner alone holds it meanwhile.
     *
     * @throws UsageException if no editor is set, or it fails
     */
    public static String edit(Surroundings around, String text) {
        String editor = around.variable("EDITOR");
        if (editor.isBlank()) {
            throw new UsageException("set EDITOR environment variable to your chosen editor");
        }
        try {
            Path draft = Files.createTempFile("natter-", ".json");
            try {
                Files.writeString(draft, text);
                run(editor, draft);
                return Files.readString(draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String editor, Path file) throws IOException {
        List<String> words;
        try {
            words = new ArrayList<>(ShellWords.split(editor));
        } catch (IllegalArgumentException e) {
            throw new UsageException("could not parse EDITOR: " + editor);
        }
        words.add(file.toString());
        int exit = ExternalCommand.interact(words);
        if (exit != 0) {
            throw new UsageException("could not edit file " + file + ": exit status " + exit);
        }
    }
}
