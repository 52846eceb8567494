package io.natter.cli.command;

import io.natter.cli.context.ContextException;
import io.natter.cli.context.ContextStore;
import io.natter.cli.context.NatsContext;
import io.natter.cli.text.ShellWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets the user's EDITOR change a context: a copy, which takes its place only if it is sound. <i>Confined to one thread.</i> */
final class ContextEditor {
    private final Surroundings around;
    private final ContextStore contexts;

    ContextEditor(Surroundings around, ContextStore contexts) {
        this.around = around;
        this.contexts = contexts;
    }

    /**
     * Edits the context of that name.
     *
     * @throws ContextException if there is none, or what was written is none; the context is as before then
     * @throws UsageException if no editor is set, or it fails
     */
    void edit(String name) {
        NatsContext before = contexts.load(name);
        String editor = around.variable("EDITOR");
        if (editor.isBlank()) {
            throw new UsageException("set EDITOR environment variable to your chosen editor");
        }
        try {
            Path draft = Files.createTempFile("natter-context-", ".json"); // for its owner only
            try {
                Files.writeString(draft, before.toJson() + "\n");
                run(editor, draft);
                contexts.save(name, NatsContext.parse(Files.readString(draft)));
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
