package io.natter.client.jetstream;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.LeaderStepdownRequest;
import io.natter.protocol.jetstream.Placement;
import io.natter.protocol.jetstream.Success;
import java.util.Optional;

/** The cluster of a consumer through requests with its name (D42). Thread-safe. */
final class NamedConsumerCluster implements ConsumerCluster {
    private final Api api;
    private final ConsumerContext consumer;

    NamedConsumerCluster(Api api, ConsumerContext consumer) {
        this.api = api;
        this.consumer = consumer;
    }

    @Override
    public Optional<ClusterInfo> info() {
        return Optional.ofNullable(consumer.info().cluster());
    }

    @Override
    public void stepDown() {
        call(Api.EMPTY);
    }

    @Override
    public void stepDown(Placement placement) {
        Feature.require("placement of a stepdown", "2.11.0", api.connection());
        call(LeaderStepdownRequest.JSON.write(new LeaderStepdownRequest(placement)));
    }

    private void call(byte[] request) {
        api.call(ApiCall.CONSUMER_LEADER_STEPDOWN, consumer.streamName(), consumer.name(), request, Success.JSON);
    }
}
