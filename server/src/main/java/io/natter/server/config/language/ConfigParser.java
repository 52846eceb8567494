package io.natter.server.config.language;

import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text in the nats configuration language. (B1, B2, B9, B11)
 *
 * <pre>
 *   text  = { entry | "{" text "}" }            entry = key [ "=" | ":" ] value | "include" path
 *   value = map | array | scalar                map   = "{" { entry } "}"      array = "[" { value } "]"
 * </pre>
 *
 * <p>Entries end at a line break, {@code ;} or {@code ,}. What is accepted between is what nats-server accepts, also where that is
 * more than anyone would write; its error texts are kept. Confined to the caller. Recursion is as deep as the text is nested, which is
 * bounded by {@link #DEPTH_MAX}.
 */
public final class ConfigParser {
    private static final int DEPTH_MAX = 200;
    private static final String VARIABLE_KEY = "pk";

    private final Source source;
    private final KeyScanner keys;
    private final Scalars scalars;
    private final Scope scope;
    private final @Nullable Includes includes;

    ConfigParser(Source source, Environment environment, @Nullable Includes includes) {
        this(source, new Scope(environment, new HashSet<>()), includes);
    }

    private ConfigParser(Source source, Scope scope, @Nullable Includes includes) {
        this.source = source;
        this.scope = scope;
        this.keys = new KeyScanner(source);
        this.scalars = new Scalars(source, scope);
        this.includes = includes;
    }

    /**
     * Reads a file and all it includes.
     *
     * @throws ConfigSyntaxException when one of them is not in the language, or an included one cannot be read
     * @throws IOException when the file itself cannot be read
     */
    public static Block parse(Path file, Environment environment) throws IOException {
        return new Includes(environment).read(file, file.toString());
    }

    /**
     * Reads a text; what it includes is looked for in the working directory.
     *
     * @param name what stands for a file name in places
     * @throws ConfigSyntaxException when it is not in the language, or an included file cannot be read
     */
    public static Block parse(String text, String name, Environment environment) {
        Source source = new Source(name, text.getBytes(StandardCharsets.UTF_8));
        return new ConfigParser(source, environment, new Includes(environment)).parse();
    }

    /** Why a file cannot be read, in the words of the operating system. */
    public static String reason(IOException e) {
        return Includes.reason(e);
    }

    /** The value that the text of an environment variable stands for, or null when it holds none. */
    static @Nullable ConfigValue parseVariable(String text, Environment environment, Set<String> pending) {
        Source source = new Source("", (VARIABLE_KEY + "=" + text).getBytes(StandardCharsets.UTF_8));
        Block block = new ConfigParser(source, new Scope(environment, pending), null).parse();
        Node node = block.nodes().get(VARIABLE_KEY);
        return node == null ? null : node.value();
    }

    Block parse() {
        scope.enter();
        boolean isMore = true;
        while (isMore) {
            isMore = top();
        }
        return scope.leave();
    }

    /** One entry, comment or brace outside of all braces; false at the end. */
    private boolean top() {
        int c = source.next();
        if (Characters.isSpace(c)) {
            source.skip();
        } else if (c == '{') {
            source.skip();
            braced(0);
        } else if (isComment(c)) {
            comment();
        } else if (c == '/' || c == Source.END) {
            if (source.length() > 0) {
                throw source.error("Unexpected EOF.");
            }
            return false;
        } else {
            source.back();
            return entry() && endOfTopEntry();
        }
        return true;
    }

    private boolean endOfTopEntry() {
        while (true) {
            int c = source.next();
            if (isComment(c)) {
                comment();
                return true;
            }
            if (Characters.isLineBreak(c) || c == Source.END || c == ';' || c == ',' || c == '}') {
                source.skip();
                return true;
            }
            if (!Characters.isBlank(c) && c != '/') {
                throw source.error("Expected a top-level value to end with a new line, comment or EOF, but got '"
                        + Source.shown(c) + "' instead.");
            }
        }
    }

    /** Entries within braces around the text; the opening one was taken. */
    private void braced(int depth) {
        checkDepth(depth);
        while (true) {
            int c = source.next();
            if (Characters.isSpace(c)) {
                source.skip();
            } else if (c == '{') {
                source.skip();
                braced(depth + 1);
                if (source.isAtEnd() || endOfInnerBraces()) {
                    return;
                }
            } else if (c == '}') {
                source.skip();
                return;
            } else if (isComment(c)) {
                comment();
            } else if (c == '/' || c == Source.END) {
                if (source.length() > 0) {
                    throw source.error("Unexpected EOF.");
                }
                return; // an open brace around the whole text may stay open
            } else {
                source.back();
                if (!entry() || endOfBracedEntry()) {
                    return;
                }
            }
        }
    }

    /** What follows an entry; whether that is the closing brace. */
    private boolean endOfBracedEntry() {
        while (true) {
            int c = source.next();
            if (isComment(c)) {
                comment();
            } else if (Characters.isLineBreak(c) || c == ';' || c == ',') {
                source.skip();
                return false;
            } else if (c == '}') {
                source.skip();
                return true;
            } else if (!Characters.isBlank(c) && c != '/') {
                throw source.error("Expected a block-level value to end with a new line, comment or EOF, but got '"
                        + Source.shown(c) + "' instead.");
            }
        }
    }

    /** What follows braces within braces; whether that is the closing brace of the outer ones. */
    private boolean endOfInnerBraces() {
        while (true) {
            int c = source.next();
            if (isComment(c)) {
                comment();
                return false;
            }
            if (c == ';' || c == ',' || c == '}') {
                source.skip();
                return c == '}';
            }
            if (!Characters.isBlank(c) && !Characters.isLineBreak(c) && c != '/') {
                throw source.error(
                        "Expected a block-level to end with a '}', but got '" + Source.shown(c) + "' instead.");
            }
        }
    }

    /** A key with its value, or an include; false when only a brace too many is left of the text. */
    private boolean entry() {
        int c = source.peek();
        while (Characters.isSpace(c)) {
            source.next();
            source.skip();
            c = source.peek();
        }
        if (Characters.isKeySeparator(c)) {
            throw source.error("Unexpected key separator '" + Source.shown(c) + "'");
        }
        KeyScanner.Key key = keys.topKey(c);
        if (key.isInclude()) {
            include();
            return true;
        }
        int after = keys.skipToValue();
        if (after == Source.END) {
            if (!key.text().equals("}")) {
                Position end = source.here();
                throw new ConfigSyntaxException(end, "config is invalid (" + end + ")");
            }
            return false;
        }
        scope.put(key.text(), new Node(value(0).value(), key.at()));
        return true;
    }

    private void include() {
        Position at = source.here();
        String named = keys.includedFile();
        if (includes == null) {
            throw source.error("Includes are not allowed in environment variables");
        }
        try {
            scope.putAll(includes.include(source.file(), named, at));
        } catch (InvalidPathException e) {
            throw source.error("Expected the name of a file, but got '" + named + "'");
        }
    }

    /** A value; blanks before it are skipped, line breaks are not. */
    private Node value(int depth) {
        int c = source.next();
        while (Characters.isBlank(c)) {
            source.skip();
            c = source.next();
        }
        if (c == '[') {
            source.skip();
            return array(depth + 1);
        }
        if (c == '{') {
            source.skip();
            return map(depth + 1);
        }
        return scalars.read(c);
    }

    private Node array(int depth) {
        checkDepth(depth);
        List<Node> items = new ArrayList<>();
        while (true) {
            int c = source.next();
            if (Characters.isSpace(c)) {
                source.skip();
            } else if (isComment(c)) {
                comment();
            } else if (c == ',' || c == '/') {
                throw source.error("Unexpected array value terminator ','.");
            } else if (c == ']') {
                break;
            } else {
                source.back();
                items.add(value(depth));
                if (endOfItem()) {
                    break;
                }
            }
        }
        source.skip();
        return new Node(new Array(items), source.here());
    }

    /** What follows a value in an array; whether that is the closing bracket. */
    private boolean endOfItem() {
        while (true) {
            int c = source.next();
            if (isComment(c)) {
                comment();
            } else if (c == ',' || c == '/' || Characters.isLineBreak(c)) {
                source.skip();
                return false;
            } else if (c == ']') {
                return true;
            } else if (!Characters.isBlank(c)) {
                throw source.error("Expected an array value terminator \",\" or an array terminator \"]\", but got '"
                        + Source.shown(c) + "' instead.");
            } else {
                source.skip();
            }
        }
    }

    private Node map(int depth) {
        checkDepth(depth);
        scope.enter();
        boolean isMore = true;
        while (isMore) {
            isMore = mapEntry(depth);
        }
        source.skip();
        return new Node(scope.leave(), source.here());
    }

    /** One entry or comment of a map; false behind its closing brace. */
    private boolean mapEntry(int depth) {
        int c = source.peek();
        if (Characters.isSpace(c)) {
            source.next();
            source.skip();
            return true;
        }
        if (c == '}') {
            source.next();
            return false;
        }
        if (Characters.isKeySeparator(c) || c == ']') {
            String what = c == ']' ? "Unexpected array end '" : "Unexpected key separator '";
            throw source.error(what + Source.shown(c) + (c == ']' ? "' processing map." : "'."));
        }
        if (c == '#' || c == '/') {
            source.next();
            if (isComment(c)) {
                comment();
                return true;
            }
        } else if (c == Source.END) {
            throw source.error("Unexpected EOF processing map.");
        }
        KeyScanner.Key key = keys.mapKey(c);
        if (key.isInclude()) {
            include();
        } else {
            keys.skipToValue();
            skipSpaces();
            int first = source.peek();
            if (first == ',') {
                throw source.error("Unexpected map value terminator \",\".");
            }
            if (first == '}') {
                throw source.error("Expected value but found '}'");
            }
            scope.put(key.text(), new Node(value(depth).value(), key.at()));
        }
        return !endOfMapEntry();
    }

    private void skipSpaces() {
        while (Characters.isSpace(source.peek())) {
            source.next();
            source.skip();
        }
    }

    /** What follows an entry of a map; whether that is the closing brace. */
    private boolean endOfMapEntry() {
        while (true) {
            int c = source.next();
            if (isComment(c)) {
                comment();
            } else if (c == ';' || c == ',' || c == '/' || Characters.isLineBreak(c)) {
                source.skip();
                return false;
            } else if (c == '}') {
                return true;
            } else if (!Characters.isBlank(c)) {
                throw source.error("Expected a map value terminator \",\" or a map terminator \"}\", but got '"
                        + Source.shown(c) + "' instead.");
            } else {
                source.skip();
            }
        }
    }

    /** Whether {@code c}, just taken, begins a comment; the second slash is taken too. */
    private boolean isComment(int c) {
        if (c == '/' && source.peek() == '/') {
            source.next();
            return true;
        }
        return c == '#';
    }

    private void comment() {
        int c = source.peek();
        while (!Characters.isLineBreak(c) && c != Source.END) {
            source.next();
            c = source.peek();
        }
        source.skip();
    }

    private void checkDepth(int depth) {
        if (depth > DEPTH_MAX) {
            throw source.error("Nested too deeply: expected at most " + DEPTH_MAX + " levels");
        }
    }
}
