package io.natter.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of states, cell by cell. */
class StateMachineTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        CONNECTING                        | CONNECTED DISCONNECTED DRAINING CLOSED
        CONNECTED                         | RECONNECTING DISCONNECTED DRAINING CLOSED
        CONNECTED RECONNECTING            | CONNECTED DISCONNECTED DRAINING CLOSED
        CONNECTED DISCONNECTED            | RECONNECTING DRAINING CLOSED
        DRAINING                          | CLOSED
        CLOSED                            | -
        """)
    void allowsTheseAndNoOther(String path, @Nullable String allowed) {
        Set<ConnectionState> expected = EnumSet.noneOf(ConnectionState.class);
        if (allowed != null) {
            List.of(allowed.split(" ", -1)).forEach(name -> expected.add(ConnectionState.valueOf(name)));
        }
        for (ConnectionState to : ConnectionState.values()) {
            List<ConnectionEvent> events = new ArrayList<>();
            var machine = new StateMachine(events::add);
            for (String name : path.split(" ", -1)) {
                machine.move(ConnectionState.valueOf(name), "a", null);
            }
            ConnectionState from = machine.state();
            events.clear();
            var cause = new IllegalStateException("why");
            boolean moved = machine.move(to, "a", cause);
            assertThat(moved).as("%s -> %s", from, to).isEqualTo(expected.contains(to));
            assertThat(machine.state()).isEqualTo(moved ? to : from);
            if (moved) {
                assertThat(machine.cause()).isSameAs(cause);
                assertThat(events).containsExactly(new ConnectionEvent.StateChanged(from, to, "a", cause));
            } else {
                assertThat(events).isEmpty();
            }
        }
    }
}
