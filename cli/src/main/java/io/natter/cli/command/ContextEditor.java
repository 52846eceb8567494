package io.natter.cli.command;

import io.natter.cli.context.ContextException;
import io.natter.cli.context.ContextStore;
import io.natter.cli.context.NatsContext;

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
        contexts.save(name, NatsContext.parse(TextEditor.edit(around, before.toJson() + "\n")));
    }
}
