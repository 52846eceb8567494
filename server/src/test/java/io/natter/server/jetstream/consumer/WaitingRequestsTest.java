package io.natter.server.jetstream.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.PullRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in the order of their turns, against a list. */
class WaitingRequestsTest {
    private static final int SEEDS = 200;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsTheOrderOfAList(boolean isPrioritized) {
        for (int seed = 0; seed < SEEDS; seed++) {
            var random = new Random(seed);
            var requests = new WaitingRequests(1_000, isPrioritized);
            var model = new ArrayList<WaitingRequest>();
            for (int i = 0; i < 300; i++) {
                change(random, requests, model, isPrioritized);
                assertThat(listed(requests)).as("seed %s, change %s", seed, i).isEqualTo(model);
                assertThat(requests.count()).isEqualTo(model.size());
            }
        }
    }

    private static void change(
            Random random, WaitingRequests requests, List<WaitingRequest> model, boolean isPrioritized) {
        switch (random.nextInt(6)) {
            case 0 -> {
                requests.removeHead();
                if (!model.isEmpty()) {
                    model.remove(0);
                }
            }
            case 1 -> removeAny(random, requests, model);
            case 2 -> {
                requests.cycle();
                if (!model.isEmpty()) {
                    add(model, model.remove(0), isPrioritized);
                }
            }
            default -> {
                WaitingRequest request = request(random.nextInt(11), random.nextInt(8) != 0);
                requests.add(request);
                add(model, request, isPrioritized);
            }
        }
    }

    private static void removeAny(Random random, WaitingRequests requests, List<WaitingRequest> model) {
        if (!model.isEmpty()) {
            int at = random.nextInt(model.size());
            requests.remove(at == 0 ? null : model.get(at - 1), model.get(at));
            model.remove(at);
        }
    }

    private static void add(List<WaitingRequest> model, WaitingRequest request, boolean isPrioritized) {
        int at = model.size();
        while (isPrioritized && at > 0 && model.get(at - 1).priority() > request.priority()) {
            at--;
        }
        model.add(at, request);
    }

    private static WaitingRequest request(int priority, boolean hasGroup) {
        PullRequest request = PullRequest.builder().batch(1).priority(priority).build();
        return new WaitingRequest("r".getBytes(UTF_8), request, hasGroup, 0);
    }

    private static List<WaitingRequest> listed(WaitingRequests requests) {
        var listed = new ArrayList<WaitingRequest>();
        for (WaitingRequest at = requests.head(); at != null; at = at.next) {
            listed.add(at);
        }
        return listed;
    }

    @Test
    void takesManyRequestsOfManyPriorities() {
        int count = 200_000;
        var requests = new WaitingRequests(count, true);
        var random = new Random(1);
        for (int i = 0; i < count; i++) {
            requests.add(request(random.nextInt(10), true));
        }
        int before = 0;
        for (int i = 0; i < count; i++) {
            WaitingRequest head = requests.head();
            assertThat(head).isNotNull();
            int priority = head == null ? -1 : head.priority();
            assertThat(priority >= before).isTrue();
            before = priority;
            requests.removeHead();
        }
        assertThat(requests.isEmpty()).isTrue();
    }
}
