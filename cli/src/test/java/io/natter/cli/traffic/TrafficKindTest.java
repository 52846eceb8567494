package io.natter.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrafficKindTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $NRG.V.g1            | x | VOTE
            $NRG.AE.g1           | x | APPEND
            $NRG.R.abc           |   | RAFT_REPLY
            $NRG.RP.g1           | x | REMOVE_PEER
            $NRG.P.g1            | x | PROPOSAL
            $JSC.ARU.A           |   | JSA_UPDATE
            $JSC.SI.A.S          | x | STREAM_INFO
            $JSC.CI.A.S.C        | x | CONSUMER_INFO
            $JSC.SYNC.abc        | x | STREAM_SYNC
            $JSC.ACK.abc         |   | CLUSTER_REPLY
            $JSC.R.abc           |   | CLUSTER_REPLY
            $JS.API.INFO         | x | JS_API
            $JS.ACK.S.C.1.1.1.1.0 |  | JS_ACK
            $SYS.ACCOUNT.A       |   | SYSTEM
            $KV.bucket.key       |   | REST
            $KV.bucket.key       | x | REQUEST
            orders.new           |   | REST
            orders.new           | x | REQUEST
            """)
    void aMessageIsToldByItsSubject(String subject, @Nullable String replyTo, TrafficKind kind) {
        assertThat(TrafficKind.of(subject, replyTo)).isEqualTo(kind);
    }
}
