package io.natter.server.jetstream.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.jetstream.rules.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final Transfers transfers = new Transfers();

    private List<Transfers.Place> fill(String account, int count) {
        List<Transfers.Place> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(transfers.enter(account, ApiErrorCode.STREAM_SNAPSHOT));
        }
        return places;
    }

    private void refuses(String account, String why) {
        assertThatThrownBy(() -> transfers.enter(account, ApiErrorCode.STREAM_SNAPSHOT))
                .isInstanceOfSatisfying(RefusedException.class, refused -> {
                    assertThat(refused.error().errorCode()).isEqualTo(10064);
                    assertThat(refused.error().description()).isEqualTo("snapshot failed: " + why);
                });
    }

    @Test
    void anAccountThatHasAllItMayHaveKeepsNobodyElseOut() {
        List<Transfers.Place> own = fill("A", Transfers.ACCOUNT_MOST);
        refuses("A", "too many backups and restores at once");
        fill("B", 1);

        own.get(3).leave();
        own.get(3).leave();
        fill("A", 1);
        refuses("A", "too many backups and restores at once");
    }

    @Test
    void accountsTogetherHaveABoundToo() {
        for (int i = 0; i < Transfers.SERVER_MOST; i++) {
            fill("A" + i, 1);
        }
        refuses("another", "too many backups and restores at once");
    }

    @Test
    void stoppingEndsAllThatIsUnderWayAndWhatBeginsThen() {
        List<Transfers.Place> places = fill("A", 3);
        List<Integer> ended = new ArrayList<>();
        places.get(0).begun(() -> {
            ended.add(0);
            places.get(0).leave();
        });
        transfers.stop();
        assertThat(ended).containsExactly(0);
        places.get(1).begun(() -> ended.add(1));
        assertThat(ended).containsExactly(0, 1);
        refuses("A", "server is stopping");
    }
}
