package io.natter.store.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.SubjectFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Subjects found by their first tokens, against looking at all of them. */
class SubjectSearchTest {
    private static final List<String> FILTERS = List.of(
            "s.>",
            "s.7.>",
            "s.*",
            "s.7.*",
            "s.7.3.>",
            "s.*.3",
            "*.7.>",
            "t.1.2.3.4.>",
            "t.1.2.3.*.5",
            "s.7.*.x",
            "none.>");

    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final SubjectTable subjects = new SubjectTable();
    private final List<String> present = new ArrayList<>();

    @Test
    void findsEachMatchingSubjectOnceWhateverCameAndWent() {
        for (int round = 0; round < 60; round++) {
            int changes = random.nextInt(800);
            for (int i = 0; i < changes; i++) {
                change(round);
            }
            List<String> filters = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                filters.add(FILTERS.get(random.nextInt(FILTERS.size())));
            }
            if (random.nextInt(4) == 0 && !present.isEmpty()) {
                filters.add(present.get(random.nextInt(present.size())));
            }
            SubjectFilter filter = SubjectFilter.of(filters);
            assertThat(found(filter))
                    .as("%s in round %s of seed %s", filter, round, seed)
                    .containsExactlyInAnyOrderElementsOf(present.stream()
                            .filter(subject -> filter.matches(subject.getBytes(UTF_8)))
                            .toList());
        }
    }

    @Test
    void asksOneGroupOfManySubjects() {
        for (int i = 0; i < 100_000; i++) {
            append("s." + i % 10_000 + "." + i);
        }
        SubjectGroups groups = subjects.groups(2);
        int asked = 0;
        byte[] pattern = "s.7.>".getBytes(UTF_8);
        for (int entry = groups.first(pattern, 3); entry != 0; entry = groups.after(entry - 1)) {
            asked++;
        }
        assertThat(asked).isBetween(10, 1000);
        assertThat(found(SubjectFilter.of("s.7.>"))).hasSize(10);
    }

    @Test
    void findsWhatStaysWhileOthersComeAndGo() {
        for (int i = 0; i < 3000; i++) {
            append("s." + i % 100 + "." + i);
        }
        CompletableFuture<Void> owner = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 200_000; i++) {
                append("s.7.c" + i);
                if (i >= 50) {
                    remove("s.7.c" + (i - 50));
                }
            }
        });
        do {
            assertThat(found(SubjectFilter.of("s.7.*")).stream().filter(subject -> !subject.contains("c")))
                    .hasSize(30)
                    .doesNotHaveDuplicates();
        } while (!owner.isDone());
        owner.join();
    }

    private void change(int round) {
        boolean isGrowing = round < 20 || round % 3 == 0;
        if (present.isEmpty() || random.nextInt(10) < (isGrowing ? 8 : 4)) {
            String subject = subject();
            if (!present.contains(subject)) {
                present.add(subject);
                append(subject);
            }
        } else {
            int at = random.nextInt(present.size());
            remove(present.set(at, present.get(present.size() - 1)));
            present.remove(present.size() - 1);
        }
    }

    private String subject() {
        var subject = new StringBuilder(random.nextInt(5) == 0 ? "t" : "s");
        for (int tokens = random.nextInt(7); tokens > 0; tokens--) {
            subject.append('.').append(random.nextInt(10));
        }
        return subject + (random.nextBoolean() ? ".x" : "." + random.nextInt(1000));
    }

    private void append(String subject) {
        byte[] bytes = subject.getBytes(UTF_8);
        subjects.append(bytes, 0, bytes.length, 1);
    }

    private void remove(String subject) {
        byte[] bytes = subject.getBytes(UTF_8);
        subjects.remove(subjects.find(bytes, 0, bytes.length), 1);
    }

    private List<String> found(SubjectFilter filter) {
        List<String> found = new ArrayList<>();
        SubjectSearch.forEach(subjects, filter, (table, number) -> {
            byte[] subject = table.subject(number);
            if (subject != null) {
                found.add(new String(subject, UTF_8));
            }
        });
        return found;
    }
}
