package io.natter.cli.command;

import io.natter.cli.text.Template;
import io.natter.cli.text.TemplateWords;
import java.util.HashMap;
import java.util.Map;

/**
 * Fills templates in, each parsed once.
 *
 * <p><i>Confined to one thread.</i> Remembers a bounded number of templates, for bodies read line by line are all different.
 */
final class Filler {
    private static final int REMEMBERED_MAX = 64;

    private final Surroundings around;
    private final TemplateWords words;
    private final Map<String, Template> parsed = new HashMap<>();

    Filler(Surroundings around) {
        this.around = around;
        this.words = new TemplateWords(around.clock(), around.random());
    }

    /** The text filled in; one that is no template is told of, and stays as it is. */
    String fill(String what, String text, long count) {
        return fill(what, text, count, "");
    }

    /** The same for the answer to a request. */
    String fill(String what, String text, long count, String request) {
        try {
            return strict(text, count, request);
        } catch (IllegalArgumentException e) {
            around.log("Could not parse " + what + " template: " + e.getMessage());
            return text;
        }
    }

    /**
     * The text filled in.
     *
     * @throws IllegalArgumentException if it is no template
     */
    String strict(String text, long count) {
        return strict(text, count, "");
    }

    private String strict(String text, long count, String request) {
        if (!text.contains("{{")) {
            return text;
        }
        if (parsed.size() >= REMEMBERED_MAX) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(text, Template::parse).fill(words.at(count, request));
    }
}
