package io.natter.cli.command;

import io.natter.cli.context.ContextException;
import io.natter.cli.context.ContextKey;
import io.natter.cli.context.ContextStore;
import io.natter.cli.context.NatsContext;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.PrettyJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter context}: the files that say how to connect. <i>Confined to one thread.</i> */
@Command(name = "context", description = "Manage nats configuration contexts")
final class ContextCommand {
    private final Session session;

    ContextCommand(Session session) {
        this.session = session;
    }

    @Command(
            name = "add",
            aliases = {"create", "save"},
            description = "Update or create a context")
    int add(
            @Parameters(paramLabel = "<name>", description = "The context name to act on") String name,
            @Option(names = "--description", description = "Set a friendly description for this context") @Nullable
                    String description,
            @Option(names = "--select", description = "Select the saved context as the default one") boolean select) {
        String base = session.contexts().isKnown(name) ? name : session.contextName();
        return save(base == null ? NatsContext.EMPTY : session.contexts().load(base), name, description, select);
    }

    @Command(name = "copy", aliases = "cp", description = "Copies an existing context")
    int copy(
            @Parameters(index = "0", paramLabel = "<source>", description = "The name of the context to copy from")
                    String source,
            @Parameters(index = "1", paramLabel = "<name>", description = "The name of the context to create")
                    String name,
            @Option(names = "--description", description = "Set a friendly description for this context") @Nullable
                    String description,
            @Option(names = "--select", description = "Select the saved context as the default one") boolean select) {
        if (session.contexts().isKnown(name)) {
            throw new ContextException("context \"" + name + "\" already exist");
        }
        return save(session.contexts().load(source), name, description, select);
    }

    @Command(name = "edit", aliases = "vi", description = "Edit a context in your EDITOR")
    int edit(@Parameters(paramLabel = "<name>", description = "The context name to edit") String name) {
        new ContextEditor(session.around(), session.contexts()).edit(name);
        return show(name);
    }

    private int save(NatsContext base, String name, @Nullable String description, boolean select) {
        ContextStore contexts = session.contexts();
        NatsContext context = base.overlaid(session.overlay());
        if (description != null) {
            context = context.with(ContextKey.DESCRIPTION, description);
        }
        if (context.find(ContextKey.URL) == null) {
            context = context.with(ContextKey.URL, context.servers());
        }
        contexts.save(name, context);
        if (select) {
            contexts.select(name);
        }
        return show(name);
    }

    @Command(
            name = "ls",
            aliases = {"list", "l"},
            description = "List known contexts")
    int list(
            @Option(names = "--names", description = "List just the names of known contexts") boolean names,
            @Option(
                            names = {"-j", "--json"},
                            description = "Show the list in JSON format")
                    boolean json,
            @Option(names = "--completion", hidden = true) boolean completion) {
        ContextStore contexts = session.contexts();
        List<String> known = contexts.names();
        String selected = contexts.selected();
        if (json) {
            List<String> all = known.stream()
                    .map(name -> masked(contexts.load(name)).toJson())
                    .toList();
            session.around().out().println(PrettyJson.of("[" + String.join(",", all) + "]"));
        } else if (names) {
            known.forEach(session.around().out()::println);
        } else if (completion) {
            for (String name : known) {
                String mark = name.equals(selected) ? "*" : "";
                session.around().out().println(name.replace(":", "\\:") + mark + ":" + description(name));
            }
        } else if (known.isEmpty()) {
            session.around().out().println("No known contexts");
        } else {
            BoxTable table = new BoxTable("Known Contexts", "Name", "Description");
            known.forEach(name -> table.row(name.equals(selected) ? name + "*" : name, description(name)));
            session.around().out().println(table.render());
        }
        return 0;
    }

    private String description(String name) {
        try {
            return session.contexts().load(name).get(ContextKey.DESCRIPTION);
        } catch (ContextException e) {
            session.around().log("Could not load context " + name + ": " + e.getMessage());
            return "";
        }
    }

    @Command(
            name = "info",
            aliases = {"show", "v", "view"},
            description = "Display information on the current or named context")
    int info(
            @Parameters(arity = "0..1", paramLabel = "<name>", description = "The context name to show") @Nullable
                    String name,
            @Option(
                            names = {"-j", "--json"},
                            description = "Show the context in JSON format")
                    boolean json,
            @Option(names = "--connect", description = "Attempts to connect to NATS using the context")
                    boolean connect) {
        String chosen = name == null ? session.contexts().selected() : name;
        if (chosen == null) {
            throw new ContextException("no default context and no name supplied");
        }
        if (json) {
            session.around()
                    .out()
                    .println(masked(session.contexts().load(chosen)).toJson());
            return 0;
        }
        session.around().out().println(sheet(chosen, connect).text());
        return 0;
    }

    @Command(
            name = "select",
            aliases = {"switch", "set"},
            description = "Select the default context")
    int select(@Parameters(paramLabel = "<name>", description = "The context name to select") String name) {
        session.contexts().select(name);
        return show(name);
    }

    @Command(name = "unselect", description = "Ensures that no context is the default context")
    int unselect() {
        String selected = session.contexts().selected();
        if (selected == null) {
            session.around().out().println("No context currently selected");
        } else {
            session.contexts().select("");
            session.around().out().println("Unselected the \"" + selected + "\" context");
        }
        return 0;
    }

    @Command(name = "previous", aliases = "-", description = "Switch to the previous context")
    int previous() {
        ContextStore contexts = session.contexts();
        String previous = contexts.previous();
        String shown = previous == null ? contexts.selected() : previous;
        if (previous != null) {
            contexts.select(previous);
        }
        if (shown == null) {
            throw new ContextException("no default context and no name supplied");
        }
        return show(shown);
    }

    @Command(name = "rm", aliases = "remove", description = "Remove a context")
    int remove(
            @Parameters(paramLabel = "<name>", description = "The context name to remove") String name,
            @Option(
                            names = {"-f", "--force"},
                            description = "Force remove without prompting")
                    boolean force) {
        ContextStore contexts = session.contexts();
        if (name.equals(contexts.selected())) {
            if (!force) {
                throw new ContextException(
                        "cannot remove the selected context, select another one or use the unselect command");
            }
            contexts.select("");
        }
        if (!contexts.isKnown(name)) {
            throw new ContextException("unknown context \"" + name + "\"");
        }
        if (!force && !Confirmation.isGiven(session.around(), "Really delete context \"" + name + "\"")) {
            return 0;
        }
        contexts.delete(name);
        return 0;
    }

    @Command(name = "validate", description = "Validate one or all contexts")
    int validate(
            @Parameters(arity = "0..1", paramLabel = "<name>", description = "Validate a specific context") @Nullable
                    String name,
            @Option(names = "--connect", description = "Attempts to connect to NATS using the context")
                    boolean connect) {
        int broken = 0;
        for (String one : name == null ? session.contexts().names() : List.of(name)) {
            try {
                ContextSheet.Sheet sheet = sheet(one, connect);
                session.around().out().println(sheet.text());
                broken += sheet.errors();
            } catch (ContextException e) {
                session.around().out().println("Could not load " + one + ": " + e.getMessage() + "\n");
                broken++;
            }
        }
        if (broken > 0) {
            throw new UsageException("validation failed");
        }
        return 0;
    }

    private int show(String name) {
        session.around().out().println(sheet(name, false).text());
        return 0;
    }

    private ContextSheet.Sheet sheet(String name, boolean connect) {
        return ContextSheet.of(session, name, connect);
    }

    private static NatsContext masked(NatsContext context) {
        return ContextSheet.withoutSecrets(context);
    }
}
