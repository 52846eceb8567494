package io.natter.cli.command;

/** What {@code natter sub} shows now and then instead of each message. Confined to one thread. */
sealed interface Summary permits SubjectReport, RateGraphs {
    /** One message came. */
    void count(String subject, int bytes);

    /** Shows how things stand; once a second, and at the end. */
    void show(Surroundings around);
}
