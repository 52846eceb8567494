package io.natter.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A text with places that are filled in for each message, in the notation of Go's templates.
 *
 * <pre>
 *   {{Count}}  {{ .Count }}  {{Random 10 100}}      a word, with a point before it or not, and its numbers
 *   {{- Count -}}                                   the same, without the blanks around it
 * </pre>
 *
 * <p><i>Immutable.</i> Which words there are stands at {@link TemplateWords}. Conditions, loops and pipes of Go's templates are refused.
 */
public final class Template {
    /** A piece of the text: as it stands, or a word to be filled in. */
    private record Piece(String text, List<String> call) {}

    private final List<Piece> pieces;

    private Template(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if a place is not closed, or holds anything but a word of {@link TemplateWords}
     */
    public static Template parse(String text) {
        return parse(text, TemplateWords.NAMES);
    }

    /** The same with words of the caller's own. */
    public static Template parse(String text, Set<String> names) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        boolean isTrimmed = false;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw new IllegalArgumentException("template: unclosed action");
            }
            String inside = text.substring(open + 2, close);
            String before = text.substring(at, open);
            before = isTrimmed ? before.stripLeading() : before;
            boolean isLeftTrimmed = inside.startsWith("- ");
            pieces.add(new Piece(isLeftTrimmed ? before.stripTrailing() : before, List.of()));
            isTrimmed = inside.endsWith(" -");
            inside = inside.substring(isLeftTrimmed ? 2 : 0, inside.length() - (isTrimmed ? 2 : 0));
            pieces.add(new Piece("", call(inside.strip(), names)));
            at = close + 2;
        }
        String rest = text.substring(at);
        pieces.add(new Piece(isTrimmed ? rest.stripLeading() : rest, List.of()));
        return new Template(List.copyOf(pieces));
    }

    private static List<String> call(String inside, Set<String> names) {
        if (inside.isEmpty()) {
            throw new IllegalArgumentException("template: missing value for command");
        }
        List<String> call = List.of(inside.split("\\s+"));
        String name = call.get(0).startsWith(".") ? call.get(0).substring(1) : call.get(0);
        if (!names.contains(name)) {
            throw new IllegalArgumentException("template: function \"" + name + "\" not defined");
        }
        List<String> clean = new ArrayList<>(call);
        clean.set(0, name);
        TemplateWords.checkArguments(clean);
        return List.copyOf(clean);
    }

    /** The text with every place filled in by {@code words}, which is given the word and its numbers. */
    public String fill(Function<List<String>, String> words) {
        if (pieces.size() == 1) {
            return pieces.get(0).text;
        }
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            filled.append(piece.call.isEmpty() ? piece.text : words.apply(piece.call));
        }
        return filled.toString();
    }
}
