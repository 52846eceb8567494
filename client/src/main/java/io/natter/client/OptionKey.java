package io.natter.client;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * An option as a property and as environment variables.
 *
 * <p>Immutable.
 *
 * @param property its name behind {@link OptionKeys#PROPERTY_PREFIX}
 * @param variables names of environment variables; the first that is set counts
 * @param jnats names jnats has for it behind {@link OptionKeys#JNATS_PREFIX}
 * @param jnatsUnit what jnats' bare numbers are followed by here
 * @param setter puts a text into the draft; throws {@link OptionValues.BadValue}
 */
record OptionKey(
        String property,
        List<String> variables,
        List<String> jnats,
        String jnatsUnit,
        BiConsumer<OptionDraft, String> setter) {

    /** A key jnats has no name for. */
    static OptionKey of(String property, String variables, BiConsumer<OptionDraft, String> setter) {
        return new OptionKey(property, List.of(variables.split(" ", -1)), List.of(), "", setter);
    }

    /** The same, with jnats' names for it. */
    OptionKey orJnats(String... names) {
        return new OptionKey(property, variables, List.of(names), jnatsUnit, setter);
    }

    /** The same; jnats counts in milliseconds. */
    OptionKey inMillis() {
        return new OptionKey(property, variables, jnats, "ms", setter);
    }
}
