package io.natter.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ServerErrorException.Kind;
import io.natter.client.transport.ServerErrors.Violation;
import io.natter.protocol.ErrorText;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say, sorted. */
class ServerErrorsTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            Authorization Violation, AUTHENTICATION
            authorization violation, AUTHENTICATION
            User Authentication Expired, AUTHENTICATION
            User Authentication Revoked, AUTHENTICATION
            Account Authentication Expired, AUTHENTICATION
            Authentication Timeout, OTHER
            Stale Connection, STALE
            maximum connections exceeded, LIMIT
            Maximum Payload Violation, LIMIT
            maximum account active connections exceeded, LIMIT
            Unknown Protocol Operation, PROTOCOL
            Parser Error, PROTOCOL
            invalid client protocol, PROTOCOL
            Secure Connection - TLS Required, PROTOCOL
            Something New, OTHER
            '', OTHER
            """)
    void sortsTexts(String text, Kind kind) {
        assertThat(ServerErrors.of(text).kind()).isEqualTo(kind);
        assertThat(ServerErrors.of(text).text()).isEqualTo(text);
        assertThat(ServerErrors.violation(text)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            Permissions Violation for Publish to "a.b"                                    | true  | a.b  |   | 0
            permissions violation for publish to "a.b"                                    | true  | a.b  |   | 0
            Permissions Violation for Publish with Reply of "r"                           | true  | r    |   | 0
            Permissions Violation for Subscription to "a.>"                               | false | a.>  |   | 0
            Permissions Violation for Subscription to "a" using queue "q"                 | false | a    | q | 0
            Permissions Violation for Subscription to "a" using queue "q" (sid "12")      | false | a    | q | 12
            Permissions Violation for Subscription to "a" (sid "7")                       | false | a    |   | 7
            Permissions Violation for Subscription to "a", too many tokens                | false | a    |   | 0
            Permissions Violation for Publish to "a\\"b"                                  | true  | a"b  |   | 0
            Permissions Violation for Subscription to "a" (sid "99999999999999999999999") | false | a    |   | 0
            """)
    void tellsWhatAViolationIsAbout(String text, boolean isPublish, String subject, @Nullable String queue, long sid) {
        assertThat(ServerErrors.violation(text)).isEqualTo(new Violation(isPublish, subject, queue, sid));
        assertThat(ServerErrors.of(text).kind()).isEqualTo(Kind.PERMISSION);
        assertThat(ServerErrors.of(text).subject()).isEqualTo(subject);
    }

    @Test
    void everyTextOfTheTableIsSorted() throws IllegalAccessException {
        for (Field field : ErrorText.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
                String text = (String) field.get(null);
                boolean isVague = text.equals(ErrorText.AUTHENTICATION_TIMEOUT)
                        || text.equals(ErrorText.FAILED_ACCOUNT_REGISTRATION);
                assertThat(ServerErrors.of(text).kind() == Kind.OTHER).as(text).isEqualTo(isVague);
            }
        }
        assertThat(ServerErrors.violation(
                        ErrorText.withSid(ErrorText.permissionsViolationForSubscription("a\"b", "q\\"), "3")))
                .isEqualTo(new Violation(false, "a\"b", "q\\", 3));
    }
}
