package io.natter.cli.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Subjects as users write them. <i>Thread-safe:</i> pure functions. */
public final class SubjectWords {
    private SubjectWords() {}

    /** Subjects that may stand with commas or blanks between them. */
    public static List<String> split(Collection<String> given) {
        List<String> subjects = new ArrayList<>();
        for (String text : given) {
            for (String subject : text.split("[,\\s]+", -1)) {
                if (!subject.isEmpty()) {
                    subjects.add(subject);
                }
            }
        }
        return subjects;
    }
}
