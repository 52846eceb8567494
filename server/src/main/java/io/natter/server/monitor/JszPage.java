package io.natter.server.monitor;

import io.natter.protocol.jetstream.ApiStats;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.protocol.jetstream.StreamState;
import io.natter.server.monitor.JetStreamFacts.AccountStreams;
import io.natter.server.monitor.JetStreamFacts.StreamFacts;
import io.natter.server.monitor.JetStreamFacts.Usage;
import java.time.Clock;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * JetStream: {@code /jsz} (E6).
 *
 * <p>Thread-safe.
 */
final class JszPage implements Page {
    private static final int ACCOUNTS_DEFAULT = 1024;

    private final ServerState state;
    private final Clock clock;
    private final Page withoutJetStream;

    /** A page that is {@code withoutJetStream} where the server has none. */
    JszPage(ServerState state, Clock clock, Page withoutJetStream) {
        this.state = state;
        this.clock = clock;
        this.withoutJetStream = withoutJetStream;
    }

    /** What is asked of the page. */
    private record Options(
            String account,
            boolean accounts,
            boolean streams,
            boolean consumers,
            boolean directConsumers,
            boolean config,
            boolean raft,
            long offset,
            long limit) {
        static Options of(PageRequest request) {
            boolean accounts = request.flag("accounts");
            boolean streams = request.flag("streams");
            boolean consumers = request.flag("consumers");
            boolean direct = request.flag("direct-consumers");
            boolean config = request.flag("config");
            long offset = Math.max(0, request.number("offset"));
            long limit = request.number("limit");
            request.flag("leader-only"); // a server alone leads
            boolean raft = request.flag("raft");
            request.flag("stream-leader-only");
            String account = request.text("acc");
            boolean showsStreams = streams || consumers;
            return new Options(
                    account,
                    accounts || (showsStreams && account.isEmpty()),
                    showsStreams,
                    consumers,
                    direct,
                    config,
                    raft,
                    offset,
                    limit == 0 ? ACCOUNTS_DEFAULT : limit);
        }
    }

    @Override
    public PageReply render(PageRequest request) {
        Options options = Options.of(request);
        JetStreamFacts facts = state.jetStream();
        if (facts == null) {
            return withoutJetStream.render(request);
        }
        return PageReply.json(PageWriter.indented(page -> write(page, facts, options)));
    }

    /** What the account that option {@code acc} names holds, alone (F3). */
    PageReply renderAccount(PageRequest request) {
        Options options = Options.of(request);
        JetStreamFacts facts = state.jetStream();
        if (facts == null) {
            return PageReply.badRequest("jetstream not enabled");
        }
        String name = GoText.quote(options.account());
        AccountStreams account = facts.account(options.account());
        if (account != null) {
            return PageReply.json(PageWriter.compact(page -> account(page, account, options)));
        }
        boolean isThere =
                state.accounts().stream().anyMatch(known -> known.name().equals(options.account()));
        return PageReply.badRequest("account " + name + (isThere ? " not jetstream enabled" : " not found"));
    }

    private void write(PageWriter page, JetStreamFacts facts, Options options) {
        usage(page, facts.usage(), facts.accounts().size(), facts.api());
        page.text("server_id", state.server().identity().id()).text("now", GoText.time(clock.instant()));
        config(page, facts.settings());
        page.numberMap("limits", facts.settings().limits());
        long streams = sum(facts, account -> account.streams().size());
        long consumers = sumOfStreams(facts, stream -> stream.info().state().consumerCount());
        page.number("streams", streams);
        if (options.raft()) {
            page.numberIfAny("streams_leader", streams);
        }
        page.number("consumers", consumers);
        if (options.raft()) {
            page.numberIfAny(
                    "consumers_leader",
                    sumOfStreams(facts, stream -> stream.consumers().size()));
        }
        page.number(
                        "messages",
                        sumOfStreams(facts, stream -> stream.info().state().messages()))
                .number(
                        "bytes",
                        sumOfStreams(facts, stream -> stream.info().state().bytes()))
                .objectsIfAny("account_details", selected(facts, options), account -> account(page, account, options))
                .number("total", facts.accounts().size());
    }

    /** What is used and asked, as it stands on several pages. */
    static void usage(PageWriter page, Usage usage, int accounts, ApiStats api) {
        page.number("memory", usage.memory())
                .number("storage", usage.storage())
                .unsigned("reserved_memory", usage.reservedMemory())
                .unsigned("reserved_storage", usage.reservedStorage())
                .number("accounts", accounts)
                .number("ha_assets", 0)
                .object(
                        "api",
                        inside -> inside.number("level", api.level())
                                .number("total", api.total())
                                .number("errors", api.errors())
                                .numberIfAny("inflight", api.inflight()));
    }

    /** What the server may have, as it stands on several pages. */
    static void config(PageWriter page, JetStreamFacts.Settings settings) {
        page.object(
                "config",
                inside -> inside.number("max_memory", settings.maxMemory())
                        .number("max_storage", settings.maxStorage())
                        .textIfAny("store_dir", settings.directory())
                        .numberIfAny("sync_interval", settings.syncIntervalNs())
                        .flagIfSet("sync_always", settings.syncIntervalNs() == 0)
                        .textIfAny("domain", settings.domain())
                        .flag("compress_ok", true)
                        .textIfAny("unique_tag", settings.uniqueTag())
                        .flagIfSet("strict", settings.isStrict()));
    }

    private static List<AccountStreams> selected(JetStreamFacts facts, Options options) {
        AccountStreams named = facts.account(options.account());
        if (named != null) {
            return List.of(named);
        }
        if (!options.accounts()) {
            return List.of();
        }
        long limit = options.limit() < 0 ? Long.MAX_VALUE : options.limit();
        return facts.accounts().stream().skip(options.offset()).limit(limit).toList();
    }

    private static void account(PageWriter page, AccountStreams account, Options options) {
        page.text("name", account.name()).text("id", account.name());
        ApiStats api = account.api();
        usage(page, account.usage(), 0, new ApiStats(0, api.total(), api.errors(), 0));
        if (options.streams()) {
            page.objectsIfAny("stream_detail", account.streams(), stream -> stream(page, stream, options));
        }
    }

    private static void stream(PageWriter page, StreamFacts stream, Options options) {
        StreamInfo info = stream.info();
        page.text("name", info.config().name()).text("created", GoText.time(info.created()));
        ClusterInfo cluster = info.cluster();
        if (cluster != null) {
            page.object("cluster", inside -> inside.text("leader", cluster.leader()));
        }
        if (options.config()) {
            page.tree("config", StreamConfig.JSON.tree(info.config()));
        }
        page.tree("state", StreamState.JSON.tree(info.state()));
        if (options.consumers()) {
            consumers(page, "consumer_detail", stream.consumers(), options);
            if (options.directConsumers()) {
                consumers(page, "direct_consumer_detail", stream.directConsumers(), options);
            }
        }
        if (info.mirror() != null) {
            page.tree("mirror", StreamSourceInfo.JSON.tree(info.mirror()));
        }
        if (!info.sources().isEmpty()) {
            page.tree(
                    "sources",
                    info.sources().stream().map(StreamSourceInfo.JSON::tree).toList());
        }
    }

    private static void consumers(PageWriter page, String name, List<ConsumerInfo> consumers, Options options) {
        if (!consumers.isEmpty()) {
            page.tree(
                    name,
                    consumers.stream()
                            .map(consumer -> options.config()
                                    ? consumer
                                    : consumer.toBuilder().config(null).build())
                            .map(ConsumerInfo.JSON::tree)
                            .toList());
        }
    }

    private static long sum(JetStreamFacts facts, ToLongFunction<AccountStreams> count) {
        return facts.accounts().stream().mapToLong(count).sum();
    }

    private static long sumOfStreams(JetStreamFacts facts, ToLongFunction<StreamFacts> count) {
        return sum(facts, account -> account.streams().stream().mapToLong(count).sum());
    }
}
