package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsScope;
import io.natter.client.RequestManyOptions;
import io.natter.client.SyncSubscription;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is nobody's parameter. */
final class ScopeIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @EachProgram
    @DisplayName(
            "NJ-41 NJ-42 inside a scope everything works without a parameter, outside it is an error that says what to do")
    void worksInside(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection outer = site.connect();
        NatsConnection inner = site.connect();
        assertThatThrownBy(NatsScope::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NatsScope");
        NatsScope.run(outer, () -> {
            SyncSubscription subscription = NatsScope.current().subscribe("foo");
            NatsScope.current().publish("foo", "x");
            assertThat(Testbed.next(subscription).text()).isEqualTo("x");
            NatsScope.current().reply("double", request -> request.text().repeat(2));
            assertThat(NatsScope.current().request("double", "ab", String.class))
                    .isEqualTo("abab");
            var two = RequestManyOptions.within(PATIENCE).withMax(1);
            List<Message> replies =
                    NatsScope.current().requestMany("double", "c", two).toList();
            assertThat(replies).extracting(Message::text).containsExactly("cc");
            NatsScope.run(inner, () -> assertThat(NatsScope.current()).isSameAs(inner));
            assertThat(NatsScope.current()).isSameAs(outer);
            subscription.unsubscribe();
        });
        assertThatThrownBy(NatsScope::current).isInstanceOf(IllegalStateException.class);
    }
}
