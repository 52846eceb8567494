package io.natter.client;

import io.natter.client.OptionValues.BadValue;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads options from an environment or from properties.
 *
 * <p>Immutable. Names that look like ours and are not are refused, with the nearest one; values are never repeated in a message.
 */
final class OptionSource {
    private static final int LIKENESS_CHARS_MAX = 200; // of a name that is compared

    private OptionSource() {}

    static NatsOptions fromEnvironment(Map<String, String> environment) {
        Map<String, OptionKey> known = new HashMap<>();
        OptionKeys.ALL.forEach(key -> key.variables().forEach(name -> known.put(name, key)));
        for (String name : new TreeMap<>(environment).keySet()) {
            boolean isOurs = name.startsWith(OptionKeys.VARIABLE_PREFIX)
                    && !OptionKeys.OTHERS_VARIABLES.contains(name)
                    && !OptionKeys.SERVICE_VARIABLES.matcher(name).matches();
            if (isOurs && !known.containsKey(name)) {
                throw unknown("environment variable", name, known.keySet());
            }
        }
        OptionDraft draft = new OptionDraft();
        for (OptionKey key : OptionKeys.ALL) {
            key.variables().stream()
                    .filter(name -> !environment.getOrDefault(name, "").isBlank())
                    .findFirst()
                    .ifPresent(name -> set(draft, key, name, environment.getOrDefault(name, "")));
        }
        return built("environment", draft);
    }

    static NatsOptions fromProperties(Properties properties) {
        Map<String, OptionKey> known = new HashMap<>();
        for (OptionKey key : OptionKeys.ALL) {
            known.put(OptionKeys.PROPERTY_PREFIX + key.property(), key);
            key.jnats().forEach(name -> known.put(OptionKeys.JNATS_PREFIX + name, key));
        }
        Map<String, String> given = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> given.put(name, properties.getProperty(name, "")));
        for (String name : given.keySet()) {
            boolean isOurs = name.startsWith(OptionKeys.PROPERTY_PREFIX) || name.startsWith(OptionKeys.JNATS_PREFIX);
            if (isOurs && !known.containsKey(name)) {
                throw unknown("property", name, known.keySet());
            }
        }
        OptionDraft draft = new OptionDraft();
        for (OptionKey key : OptionKeys.ALL) {
            setProperty(draft, key, given);
        }
        return built("properties", draft);
    }

    /** Our own name counts, then jnats' in their order. */
    private static void setProperty(OptionDraft draft, OptionKey key, Map<String, String> given) {
        String ours = OptionKeys.PROPERTY_PREFIX + key.property();
        if (!given.getOrDefault(ours, "").isBlank()) {
            set(draft, key, ours, given.getOrDefault(ours, ""));
            return;
        }
        for (String name : key.jnats()) {
            String theirs = OptionKeys.JNATS_PREFIX + name;
            String value = given.getOrDefault(theirs, "").strip();
            if (!value.isEmpty()) {
                set(draft, key, theirs, value.matches("[0-9]+") ? value + key.jnatsUnit() : value);
                return;
            }
        }
    }

    private static void set(OptionDraft draft, OptionKey key, String name, String value) {
        try {
            key.setter().accept(draft, value.strip());
        } catch (BadValue e) {
            throw bad(key, name, value, e.expected());
        } catch (InvalidPathException itsMessageRepeatsTheValue) {
            throw bad(key, name, value, "a path");
        }
    }

    private static IllegalArgumentException bad(OptionKey key, String name, String value, String expected) {
        String got = OptionKeys.SECRETS.contains(key.property()) ? "something else" : "\"" + value + "\"";
        return new IllegalArgumentException(name + ": got " + got + ", expected " + expected);
    }

    private static NatsOptions built(String source, OptionDraft draft) {
        try {
            return draft.build();
        } catch (BadValue e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage());
        }
    }

    private static IllegalArgumentException unknown(String kind, String name, Collection<String> known) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        List<String> sorted = new ArrayList<>(known);
        sorted.sort(null);
        for (String candidate : sorted) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return new IllegalArgumentException(
                kind + ": got unknown " + name + ", expected a known one such as " + nearest);
    }

    /** How many letters to insert, delete or replace (Levenshtein); the case does not matter. */
    static int distance(String one, String other) {
        String a = cut(one);
        String b = cut(other);
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LIKENESS_CHARS_MAX)).toLowerCase(Locale.ROOT);
    }
}
