package io.natter.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void quotesSubjectsAsGoDoes() {
        assertThat(ErrorText.permissionsViolationForPublish("a.b"))
                .isEqualTo("Permissions Violation for Publish to \"a.b\"");
        assertThat(ErrorText.permissionsViolationForSubscription("a", "q"))
                .isEqualTo("Permissions Violation for Subscription to \"a\" using queue \"q\"");
        assertThat(ErrorText.withSid(ErrorText.permissionsViolationForSubscription("a"), "1"))
                .isEqualTo("Permissions Violation for Subscription to \"a\" (sid \"1\")");
        assertThat(ErrorText.permissionsViolationForReply("_R_.x"))
                .isEqualTo("Permissions Violation for Publish with Reply of \"_R_.x\"");
        assertThat(ErrorText.permissionsViolationTooManyTokens("a.b.c"))
                .isEqualTo("Permissions Violation for Subscription to \"a.b.c\", too many tokens");
    }

    @Test
    void escapesWhatCannotBePrinted() {
        assertThat(ErrorText.quote("a\"b\\c\t\u0001\u007fé\u200b\u00a0😀"))
                .isEqualTo("\"a\\\"b\\\\c\\t\\x01\\x7fé\\u200b\\u00a0😀\"");
    }
}
