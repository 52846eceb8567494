package io.natter.cli.command;

/** Asks the user whether to go on. <i>Thread-safe:</i> holds nothing. */
public final class Confirmation {
    private Confirmation() {}

    /**
     * Whether the user said yes.
     *
     * @throws UsageException if there is nobody to ask
     */
    public static boolean isGiven(Surroundings around, String question) {
        if (!around.isInputTerminal()) {
            throw new UsageException("could not obtain confirmation: no terminal, use --force");
        }
        return new Prompt(around).isYes(question, false, "--force");
    }
}
