package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountPagesTest {
    private final FakeServerState state = new FakeServerState();

    @BeforeEach
    void fill() {
        state.accounts.add(FakeServerState.account("B", 0));
        state.accounts.add(FakeServerState.account("A", 2));
    }

    @Test
    void namesOfAllAccountsAreSorted() {
        assertThat(RenderedPage.json(state, "/accountz"))
                .containsEntry("accounts", List.of("A", "B"))
                .containsEntry("system_account", "$SYS")
                .doesNotContainKey("account_detail");
    }

    @Test
    void anAccountThatIsNotThereIsRefused() {
        PageReply reply = RenderedPage.render(state, "/accountz?acc=NOPE");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(RenderedPage.text(reply)).isEqualTo("Account NOPE does not exist");
    }

    @Test
    void statisticsLeaveOutAccountsNobodyUses() {
        assertThat(RenderedPage.list(RenderedPage.json(state, "/accstatz"), "account_statz"))
                .extracting(account -> account.get("acc"))
                .containsExactly("A");
        assertThat(RenderedPage.list(RenderedPage.json(state, "/accstatz?unused=1"), "account_statz"))
                .extracting(account -> account.get("acc"))
                .containsExactly("A", "B");
    }

    @Test
    void whatTheServerSentIsWhatClientsReceived() {
        assertThat(RenderedPage.text(state, "/accstatz").replaceAll("\\s", ""))
                .contains("\"sent\":{\"msgs\":2,\"bytes\":20,")
                .contains("\"received\":{\"msgs\":1,\"bytes\":10,");
    }
}
