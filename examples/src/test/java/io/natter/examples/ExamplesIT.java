package io.natter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ExamplesIT {
    @Test
    void aSubscriberHandlesWhatWasPublishedBeforeTheEnd() {
        assertThat(Captured.lines(PublishSubscribe::main)).containsExactly("received order_123");
    }

    @Test
    void aRequestIsAnsweredOrHasNobodyToAnswerIt() {
        assertThat(Captured.lines(RequestReply::main))
                .containsExactly("profile of 123", "nobody listens to user.picture");
    }

    @Test
    void aRequestIsMadeAgainUntilItIsAnswered() {
        assertThat(Captured.lines(RequestWithRetry::main)).containsExactly("after 3 tries: 42.50");
    }

    @Test
    void aServiceIsFoundUsedAndWatched() {
        assertThat(Captured.lines(MicroService::main))
                .containsExactly(
                        "who is who: 2 endpoints",
                        "profile of 123",
                        "an error: true",
                        "users.profile: 1 requests, 0 errors",
                        "users.remove: 1 requests, 1 errors");
    }

    @Test
    void wildcardsMatchOneTokenOrTheRest() {
        assertThat(Captured.lines(Wildcards::main))
                .containsExactlyInAnyOrder("order: orders.created", "log: logs.app.error", "log: logs.db.warning");
    }

    @Test
    void membersOfAQueueGroupShareTheMessages() {
        List<String> lines = Captured.lines(QueueGroups::main);
        assertThat(lines).hasSize(31).last().isEqualTo("30 orders, each handled once");
        assertThat(lines.stream().limit(30).map(line -> line.substring(line.indexOf(" has ") + 5)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(i -> "order " + i).toList());
    }

    @Test
    void aClusterIsConnectedToByItsServers() {
        assertThat(Captured.lines(ClusterConnect::main)).contains("connected, 1 to choose from");
    }

    @Test
    void valuesAreSentAndReceivedByTheirCodec() {
        assertThat(Captured.lines(TypedMessages::main))
                .containsExactlyInAnyOrder("ordered Order[id=A-1, quantity=3]", "doubled Order[id=A-2, quantity=8]");
    }

    @Test
    void messagesArePulledIntoALoop() {
        assertThat(Captured.lines(MessageLoop::main)).containsExactly("first 18", "then 19", "then 20", "then 21");
    }

    @Test
    void parallelHandlersKeepTheOrderOfAKey() {
        assertThat(Captured.lines(ParallelHandlers::main))
                .containsExactly("anna [1, 2, 3, 4, 5]", "bert [1, 2, 3, 4, 5]");
    }

    @Test
    void oneQuestionGathersAllAnswers() {
        assertThat(Captured.lines(ScatterGather::main)).containsExactly("best offer 25");
    }

    @Test
    void headersGoWithTheMessage() {
        assertThat(Captured.lines(MessageHeaders::main))
                .containsExactly(
                        "invoice 1 for anna, copies to []",
                        "invoice 2 for bert, copies to [tax@example.org, boss@example.org]");
    }

    @Test
    void aFailingHandlerIsToldAndDoesNotEndItsSubscription() {
        assertThat(Captured.lines(ConnectionEvents::main))
                .contains("number 8", "failed: seven, For input string: \"seven\"");
    }
}
