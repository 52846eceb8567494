package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.natter.protocol.subject.Subjects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may go over the wire as subject, filter or queue name. */
class SubjectCheckTest {
    private static final String ALPHABET = "ab.*>\u00e9 \t\r\n\u0000\u007f";

    private final SubjectCheck check = new SubjectCheck();

    @ParameterizedTest(name = "{0}: publish {1}, filter {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a             | yes | yes
            a.b.c         | yes | yes
            a*.>b         | yes | yes
            *             | no  | yes
            a.*.b         | no  | yes
            >             | no  | yes
            a.>           | no  | yes
            a.>.b         | no  | no
            ''            | no  | no
            .             | no  | no
            .a            | no  | no
            a.            | no  | no
            a..b          | no  | no
            'a b'         | no  | no
            '\u00e9.\u20ac' | yes | yes
            """)
    void takesWhatTheProtocolTakes(String subject, String publish, String filter) {
        assertThat(passes(() -> check.requirePublish(subject))).isEqualTo(publish.equals("yes"));
        assertThat(passes(() -> SubjectCheck.requireReply(subject))).isEqualTo(publish.equals("yes"));
        assertThat(passes(() -> SubjectCheck.requireFilter(subject))).isEqualTo(filter.equals("yes"));
    }

    @Test
    void letsNothingThroughThatBreaksOutOfItsLine() {
        for (char c = 0; c <= 0x7f; c++) {
            String subject = "a" + c + "b";
            boolean isBad = c <= ' ' || c == 0x7f;
            assertThat(passes(() -> check.requirePublish(subject)))
                    .as("character %d", (int) c)
                    .isEqualTo(!isBad);
            assertThat(passes(() -> SubjectCheck.requireFilter(subject)))
                    .as("character %d", (int) c)
                    .isEqualTo(!isBad);
            assertThat(passes(() -> SubjectCheck.requireQueue(subject)))
                    .as("character %d", (int) c)
                    .isEqualTo(!isBad);
        }
    }

    @Test
    void refusesHalfCharacters() {
        assertThatIllegalArgumentException().isThrownBy(() -> check.requirePublish("a\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> check.requirePublish("\ude00a"));
        assertThatNoException().isThrownBy(() -> check.requirePublish("a\ud83d\ude00"));
    }

    @Test
    void agreesWithTheProtocolButForControlCharacters() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            String subject = text.toString();
            boolean isPlain = subject.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
            assertThat(passes(() -> check.requirePublish(subject)))
                    .as("seed %s, subject %s", seed, subject)
                    .isEqualTo(isPlain && Subjects.isValidPublish(subject));
            assertThat(passes(() -> SubjectCheck.requireFilter(subject)))
                    .as("seed %s, subject %s", seed, subject)
                    .isEqualTo(isPlain && Subjects.isValidFilter(subject));
        }
    }

    @Test
    void namesWhatIsWrongWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check.requirePublish("a\r\nPUB b 0"))
                .withMessage("subject: got \"a\\x0d\\x0aPUB b 0\" with a control character at 1, expected none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubjectCheck.requireQueue(""))
                .withMessage("queue: got an empty name, expected one without blanks");
    }

    private static boolean passes(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
