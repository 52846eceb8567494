package io.natter.server.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.ResponsePermission;
import io.natter.server.config.SubjectPermission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdicts, in tables whose every row was asked of nats-server 2.15.1 with the same permissions. */
class PermissionsTest {

    @ParameterizedTest(name = "allow {0} deny {1}: publish {2} is {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            foo.*  | -          | foo.a    | true
            foo.*  | -          | foo.*    | true
            foo.*  | -          | foo.>    | true
            foo.*  | -          | foo      | false
            foo.*  | -          | foo.a.b  | false
            foo.*  | -          | foo..a   | false
            -      | foo.*      | foo.a    | false
            -      | foo.*      | foo.*    | false
            -      | foo.*      | foo.>    | false
            -      | foo.*      | foo      | true
            -      | foo.*      | foo.a.b  | true
            -      | foo.*      | foo..a   | true
            foo.>  | foo.bar    | foo.bar  | false
            foo.>  | foo.bar    | foo.baz  | true
            -      | >          | a        | false
            """)
    void decidesAboutPublishAsNatsServer(
            @Nullable String allow, @Nullable String deny, String subject, boolean isAllowed) {
        Permissions permissions = Permissions.of(PermissionsConfig.defaults().withPublish(rules(allow, deny)));

        assertThat(publish(permissions, subject)).isEqualTo(isAllowed);
    }

    @ParameterizedTest(name = "allow {0} deny {1}: SUB {2} {3} is {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            foo.*            | -          | foo.*     | -     | true
            foo.*            | -          | foo.>     | -     | true
            foo.*            | -          | foo.bar   | -     | true
            foo.*            | -          | *.bar     | -     | false
            foo.*            | -          | >         | -     | false
            foo.*            | -          | foo.*     | q     | true
            -                | foo.*      | foo.*     | -     | false
            -                | foo.*      | foo.>     | -     | false
            -                | foo.*      | foo.bar   | -     | false
            -                | foo.*      | foo.a.b   | -     | true
            -                | foo.*      | *.bar     | -     | true
            -                | foo.*      | >         | -     | true
            -                | foo.*      | *.>       | -     | true
            -                | *          | foo       | -     | false
            -                | *          | *         | -     | false
            -                | *          | >         | -     | false
            -                | *          | a.b       | -     | true
            -                | foo.bar    | foo.*     | -     | true
            -                | foo.bar    | foo.>     | -     | true
            -                | foo.bar    | foo.bar   | q     | false
            foo v1           | -          | foo       | -     | false
            foo v1           | -          | foo       | v1    | true
            foo v1           | -          | foo       | v2    | false
            foo, foo v1      | -          | foo       | -     | true
            foo, foo v1      | -          | foo       | v1    | true
            foo, foo v1      | -          | foo       | v2    | false
            foo v1.*         | -          | foo       | -     | false
            foo v1.*         | -          | foo       | v1.x  | true
            foo v1.*         | -          | foo       | v1.*  | true
            foo v1.*         | -          | foo       | v1.>  | false
            foo v1.*         | -          | foo       | v1    | false
            foo v1.*         | -          | foo       | v1.a.b | false
            foo *            | -          | foo       | -     | false
            foo *            | -          | foo       | v1.x  | false
            foo *            | -          | foo       | v1    | true
            foo *            | -          | foo       | >     | false
            foo *            | -          | foo       | *     | true
            foo >            | -          | foo       | -     | false
            foo >            | -          | foo       | v1.x  | true
            foo >            | -          | foo       | v1    | true
            foo >            | -          | foo       | >     | true
            foo >            | -          | foo       | *     | true
            foo.>            | foo.bar q  | foo.bar   | -     | true
            foo.>            | foo.bar q  | foo.bar   | q     | false
            foo.>            | foo.bar q  | foo.bar   | r     | true
            foo.>            | foo.bar q  | foo.*     | q     | true
            foo.>            | foo.bar q  | foo.>     | q     | true
            -                | foo *      | foo       | -     | true
            -                | foo *      | foo       | q     | false
            -                | foo *      | foo       | q.r   | true
            -                | foo *      | >         | q     | true
            -                | foo q.*    | foo       | q     | true
            -                | foo q.*    | foo       | q.r   | false
            -                | foo q.*    | foo       | q.*   | false
            -                | foo q.*    | foo       | q.>   | true
            foo.>, foo.bar q1 | -         | foo.>     | q2    | true
            foo.>, foo.bar q1 | -         | foo.bar   | q2    | false
            """)
    void decidesAboutSubscribeAsNatsServer(
            @Nullable String allow, @Nullable String deny, String filter, @Nullable String queue, boolean isAllowed) {
        Permissions permissions = Permissions.of(PermissionsConfig.defaults().withSubscribe(rules(allow, deny)));

        assertThat(permissions.allowsSubscribe(bytes(filter), queue == null ? null : bytes(queue)))
                .isEqualTo(isAllowed);
    }

    @ParameterizedTest(name = "deny {0}: {1} in SUB {2} {3} is {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            foo.bar       | foo.bar | foo.*   | -   | false
            foo.bar       | foo.baz | foo.*   | -   | true
            foo.bar q     | foo.bar | foo.*   | q   | false
            foo.bar q     | foo.bar | foo.*   | -   | true
            foo.bar q     | foo.bar | foo.*   | r   | true
            foo.bar q     | foo.baz | foo.*   | q   | true
            foo.bar q.*   | foo.bar | foo.*   | q.a | false
            foo.bar q.*   | foo.bar | foo.*   | r   | true
            foo.*.x       | foo.a.x | foo.a.* | -   | false
            foo.*.x       | foo.a.y | foo.a.* | -   | true
            foo.*.x       | foo.a.x | *.a.x   | -   | false
            foo.*.x       | foo.a.x | foo.>   | -   | false
            """)
    void filtersDeniedSubjectsOutOfBroaderSubscriptionsAsNatsServer(
            String deny, String subject, String filter, @Nullable String queue, boolean isDelivered) {
        Permissions permissions = Permissions.of(PermissionsConfig.defaults().withSubscribe(rules(null, deny)));
        byte[] group = queue == null ? null : bytes(queue);

        assertThat(permissions.allowsSubscribe(bytes(filter), group)).isTrue();
        boolean isAsked = permissions.filtersDelivery(bytes(filter), group);
        assertThat(!isAsked || deliver(permissions, subject, group)).isEqualTo(isDelivered);
    }

    /** Here we differ: nats-server delivers foo.a.b as well. */
    @Test
    void deliversNoMoreThanIsAllowedToAFilterThatReachesPastIt() {
        Permissions permissions =
                Permissions.of(PermissionsConfig.defaults().withSubscribe(SubjectPermission.allowing("foo.*")));

        assertThat(permissions.allowsSubscribe(bytes("foo.>"), null)).isTrue();
        assertThat(permissions.filtersDelivery(bytes("foo.>"), null)).isTrue();
        assertThat(deliver(permissions, "foo.a", null)).isTrue();
        assertThat(deliver(permissions, "foo.a.b", null)).isFalse();
    }

    @ParameterizedTest(name = "allow {0} deny {1}, SUB {2}: asked at delivery is {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            foo.>  | -        | foo.>   | false
            foo.>  | -        | foo.*   | false
            foo.>  | bar.>    | foo.*   | false
            foo.>  | foo.x.y  | foo.*   | false
            foo.>  | foo.x    | foo.*   | true
            foo.>  | foo.x    | foo.y   | false
            foo.>  | *.x.>    | foo.*.y | true
            foo.>  | foo.x q  | foo.*   | false
            -      | foo.x    | >       | true
            """)
    void asksAtDeliveryOnlyWhereSomethingMayBeDenied(
            @Nullable String allow, @Nullable String deny, String filter, boolean isAsked) {
        Permissions permissions = Permissions.of(PermissionsConfig.defaults().withSubscribe(rules(allow, deny)));

        assertThat(permissions.filtersDelivery(bytes(filter), null)).isEqualTo(isAsked);
    }

    @ParameterizedTest(name = "allow {0} deny {1} and allow_responses: publish {2} is {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -      | -    | foo.a  | false
            -      | foo  | foo.a  | false
            -      | foo  | foo    | false
            foo.>  | -    | foo.a  | true
            foo.>  | -    | goo    | false
            """)
    void turnsPublishingOffWithAllowResponsesUnlessSubjectsAreAllowed(
            @Nullable String allow, @Nullable String deny, String subject, boolean isAllowed) {
        Permissions permissions = Permissions.of(PermissionsConfig.defaults()
                .withPublish(allow == null && deny == null ? null : rules(allow, deny))
                .withAllowResponses(ResponsePermission.defaults()));

        assertThat(publish(permissions, subject)).isEqualTo(isAllowed);
        assertThat(permissions.responses()).isEqualTo(ResponseGrant.DEFAULT);
    }

    @Test
    void allowsEverythingWithoutLists() {
        assertThat(Permissions.of(null).isUnrestricted()).isTrue();
        assertThat(Permissions.of(PermissionsConfig.defaults()).isUnrestricted())
                .isTrue();
        assertThat(publish(Permissions.ALL, "foo")).isTrue();
        assertThat(Permissions.ALL.allowsSubscribe(bytes(">"), null)).isTrue();
        assertThat(Permissions.ALL.filtersDelivery(bytes(">"), null)).isFalse();
    }

    static SubjectPermission rules(@Nullable String allow, @Nullable String deny) {
        return new SubjectPermission(allow == null ? null : list(allow), deny == null ? List.of() : list(deny));
    }

    private static List<String> list(String entries) {
        return List.of(entries.split(", *"));
    }

    static boolean publish(Permissions permissions, String subject) {
        byte[] bytes = bytes("PUB " + subject + " 1");
        return permissions.allowsPublish(bytes, 4, bytes.length - 6);
    }

    static boolean deliver(Permissions permissions, String subject, byte @Nullable [] queue) {
        byte[] bytes = bytes("PUB " + subject + " 1");
        return permissions.allowsDelivery(bytes, 4, bytes.length - 6, queue);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
