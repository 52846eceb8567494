package io.natter.server.config.language;

import org.jspecify.annotations.Nullable;

/** Where variables are looked up that the text does not define. */
@FunctionalInterface
public interface Environment {
    /** Nothing is defined outside of the text. */
    Environment NONE = name -> null;

    /** The text of a variable, or null. */
    @Nullable
    String get(String name);
}
