package io.natter.conformance.house;

/**
 * One place that breaks a rule of the house. Immutable.
 *
 * @param rule short name of the rule, as in {@code exceptions.txt}
 * @param file path from the root of the tree
 * @param line counted from 1
 * @param text what is there, and what may be
 */
record Finding(String rule, String file, long line, String text) {
    @Override
    public String toString() {
        return rule + "  " + file + ":" + line + "  " + text;
    }
}
