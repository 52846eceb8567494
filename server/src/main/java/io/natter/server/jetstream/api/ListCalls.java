package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ConsumerList;
import io.natter.protocol.jetstream.ConsumerNames;
import io.natter.protocol.jetstream.ListRequest;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamList;
import io.natter.protocol.jetstream.StreamNames;
import io.natter.protocol.subject.Subjects;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.consumer.Consumer;
import io.natter.server.jetstream.stream.Stream;
import java.util.List;
import java.util.Map;

/**
 * Lists streams and consumers, page by page (D24, D25, D35).
 *
 * <p>Confined to the api loop.
 */
final class ListCalls {
    private static final int NAMES_MOST = 1024;
    private static final int ENTRIES_MOST = 256;
    private static final StreamInfoRequest WITHOUT_DETAILS = new StreamInfoRequest(0, false, "");

    private final ApiParts parts;

    ListCalls(ApiParts parts) {
        this.parts = parts;
    }

    void streamNames(Call call) {
        JetStreamAccount account = call.account();
        ListRequest request = call.bodyOrEmpty(ListRequest.JSON);
        List<String> names =
                filtered(account, request.subject()).stream().map(Stream::name).toList();
        Page<String> page = Page.of(names, request.offset(), NAMES_MOST);
        call.answer(StreamNames.JSON, new StreamNames(names.size(), page.offset(), NAMES_MOST, page.entries()));
    }

    void streamList(Call call) {
        JetStreamAccount account = call.account();
        ListRequest request = call.bodyOrEmpty(ListRequest.JSON);
        List<Stream> streams = filtered(account, request.subject());
        Page<Stream> page = Page.of(streams, request.offset(), ENTRIES_MOST);
        StreamSweep<StreamInfo> sweep =
                new StreamSweep<>(call, account, page.entries(), stream -> stream.info(WITHOUT_DETAILS));
        sweep.run(infos -> {
            List<StreamInfo> described = infos.stream().map(this::described).toList();
            call.answer(
                    StreamList.JSON,
                    new StreamList(streams.size(), page.offset(), ENTRIES_MOST, described, List.of(), Map.of()));
        });
    }

    void consumerNames(Call call) {
        JetStreamAccount account = call.account();
        ListRequest request = call.bodyOrEmpty(ListRequest.JSON);
        Stream stream = call.stream(account);
        call.on(stream, () -> {
            List<String> names = listed(stream).stream().map(Consumer::name).toList();
            Page<String> page = Page.of(names, request.offset(), NAMES_MOST);
            call.answerLater(
                    ConsumerNames.JSON, new ConsumerNames(names.size(), page.offset(), NAMES_MOST, page.entries()));
        });
    }

    void consumerList(Call call) {
        JetStreamAccount account = call.account();
        ListRequest request = call.bodyOrEmpty(ListRequest.JSON);
        Stream stream = call.stream(account);
        call.on(stream, () -> {
            List<Consumer> consumers = listed(stream);
            Page<Consumer> page = Page.of(consumers, request.offset(), ENTRIES_MOST);
            List<ConsumerInfo> infos = page.entries().stream()
                    .map(consumer -> consumer.info().toBuilder()
                            .timestamp(parts.port().now())
                            .build())
                    .toList();
            call.answerLater(
                    ConsumerList.JSON,
                    new ConsumerList(consumers.size(), page.offset(), ENTRIES_MOST, infos, List.of(), Map.of()));
        });
    }

    // Without version and level of the server, unlike other answers.
    private StreamInfo described(StreamInfo info) {
        return info.toBuilder()
                .domain(parts.settings().domain())
                .timestamp(parts.port().now())
                .build();
    }

    private static List<Stream> filtered(JetStreamAccount account, String filter) {
        return account.streams().stream()
                .filter(stream -> filter.isEmpty() || stores(stream.config(), filter))
                .toList();
    }

    private static boolean stores(StreamConfig config, String filter) {
        return config.subjects().stream().anyMatch(subject -> Subjects.collide(filter, subject));
    }

    // Consumers of a server's own are not listed.
    private static List<Consumer> listed(Stream stream) {
        return stream.consumers().all().stream()
                .filter(consumer -> !isDirect(consumer.config()))
                .toList();
    }

    private static boolean isDirect(ConsumerConfig config) {
        return config.direct();
    }

    // Part of a list, from an offset on that is held within it.
    private record Page<T>(long offset, List<T> entries) {
        static <T> Page<T> of(List<T> all, long offset, int most) {
            int from = (int) Math.min(Math.max(offset, 0), all.size());
            return new Page<>(from, all.subList(from, Math.min(all.size(), from + most)));
        }
    }
}
