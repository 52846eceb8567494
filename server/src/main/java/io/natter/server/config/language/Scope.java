package io.natter.server.config.language;

import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Node;
import io.natter.server.config.language.ConfigValue.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The maps that are open where the parser is, innermost first, and the environment behind them. (B8)
 *
 * <p>Confined to the parser.
 */
final class Scope {
    /** A map whose end was not yet seen. */
    private static final class Open {
        private final Map<String, Node> nodes = new LinkedHashMap<>();
        private final Set<String> variables = new HashSet<>();
    }

    private static final String BCRYPT = "2a$";

    private final Deque<Open> open = new ArrayDeque<>();
    private final Environment environment;
    private final Set<String> pending; // environment names whose text is being read, to notice a cycle

    Scope(Environment environment, Set<String> pending) {
        this.environment = environment;
        this.pending = pending;
    }

    void enter() {
        open.push(new Open());
    }

    /** Ends the innermost map. */
    Block leave() {
        Open ended = open.pop();
        return new Block(ended.nodes, ended.variables);
    }

    /** Adds to the innermost map; of a key that is repeated, the last counts. */
    void put(String key, Node node) {
        open.getFirst().nodes.put(key, node);
        open.getFirst().variables.remove(key);
    }

    /** Adds all of an included file to the innermost map. */
    void putAll(Block included) {
        included.nodes().forEach(this::put);
        open.getFirst().variables.addAll(included.variables());
    }

    /** The value of a variable, placed where it is used. */
    Node resolve(String name, Position at) {
        if (name.startsWith(BCRYPT)) {
            return new Node(new Text("$" + name), at); // a password hash needs no quotes
        }
        for (Open map : open) {
            Node node = map.nodes.get(name);
            if (node != null) {
                map.variables.add(name);
                return new Node(node.value(), at);
            }
        }
        ConfigValue value = fromEnvironment(name, at);
        if (value == null) {
            throw new ConfigSyntaxException(at, reference(name, at) + "can not be found");
        }
        return new Node(value, at);
    }

    private @Nullable ConfigValue fromEnvironment(String name, Position at) {
        if (!pending.add(name)) {
            throw new ConfigSyntaxException(at, "variable reference cycle for '" + name + "'");
        }
        try {
            String text = environment.get(name);
            return text == null ? null : ConfigParser.parseVariable(text, environment, pending);
        } catch (ConfigSyntaxException e) {
            throw new ConfigSyntaxException(at, reference(name, at) + "could not be parsed: " + e.getMessage());
        } finally {
            pending.remove(name);
        }
    }

    private static String reference(String name, Position at) {
        return "variable reference for '" + name + "' on line " + at.line() + " ";
    }
}
