package io.natter.server.auth;

import static io.natter.server.auth.PermissionsTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row was asked of nats-server 2.15.1. */
class ReservedSubjectsTest {

    @ParameterizedTest(name = "{0}: publish reserved {1}, reply reserved {2}")
    @CsvSource(delimiter = '|', textBlock = """
            _GR_.x      | true  | true
            _GR_.       | false | false
            $NRG.x      | true  | false
            $NRG.       | true  | false
            $NRG        | false | false
            _R_.x       | false | true
            _R_.        | false | true
            _R_         | false | false
            $JS.ACK.x   | false | true
            $JS.ACK.    | false | false
            $GR.x       | true  | true
            $GR.        | false | false
            $GRx        | false | false
            $JS.ACKx.y  | false | false
            foo         | false | false
            """)
    void knowsWhatBelongsToServers(String subject, boolean isPublishReserved, boolean isReplyReserved) {
        byte[] line = bytes("PUB " + subject + " 1");
        int length = line.length - 6;

        assertThat(ReservedSubjects.isPublishReserved(line, 4, length, false)).isEqualTo(isPublishReserved);
        assertThat(ReservedSubjects.isReplyReserved(line, 4, length)).isEqualTo(isReplyReserved);
    }

    @ParameterizedTest
    @CsvSource({"_sys_, true", "_sys, false", "sys, false"})
    void refusesTheSystemQueue(String queue, boolean isReserved) {
        assertThat(ReservedSubjects.isQueueReserved(bytes(queue))).isEqualTo(isReserved);
    }
}
