package io.natter.cli.account;

import io.natter.cli.text.Columns;
import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.AccountLimits;
import io.natter.protocol.jetstream.AccountTier;
import java.util.TreeMap;

/** What an account has of JetStream and may have, on lines for people. <i>Thread-safe:</i> pure functions. */
final class AccountSheet {
    private static final String UNLIMITED = "Unlimited";
    private static final int TIER_INDENT = 2;
    private static final int LIMIT_INDENT = 6;

    private AccountSheet() {}

    static void write(Columns columns, AccountInfo info, long payloadBytesMax) {
        columns.title(
                info.domain().isEmpty()
                        ? "JetStream Account Information"
                        : "JetStream Account Information for domain " + info.domain());
        columns.title("Account Usage")
                .rowIfAny("Domain", info.domain())
                .row("Storage", HumanNumbers.bytes(info.storage()))
                .row("Memory", HumanNumbers.bytes(info.memory()))
                .row("Streams", HumanNumbers.comma(info.streams()))
                .row("Consumers", HumanNumbers.comma(info.consumers()));
        columns.title("Account Limits").row("Max Message Payload", HumanNumbers.bytes(payloadBytesMax));
        if (info.tiers().isEmpty()) {
            tier(columns, "Default", asTier(info));
        } else {
            new TreeMap<>(info.tiers()).forEach((name, tier) -> tier(columns, name, tier));
        }
    }

    private static AccountTier asTier(AccountInfo info) {
        return new AccountTier(
                info.memory(),
                info.storage(),
                info.reservedMemory(),
                info.reservedStorage(),
                info.streams(),
                info.consumers(),
                info.limits());
    }

    private static void tier(Columns columns, String name, AccountTier tier) {
        AccountLimits limits = tier.limits();
        columns.indent(TIER_INDENT).title("Tier: " + name);
        columns.indent(LIMIT_INDENT)
                .title("Configuration Requirements")
                .row("Stream Requires Max Bytes Set", Boolean.toString(limits.maxBytesRequired()))
                .row(
                        "Consumer Maximum Ack Pending",
                        limits.maxAckPending() <= 0 ? UNLIMITED : HumanNumbers.comma(limits.maxAckPending()));
        columns.title("Stream Resource Usage Limits")
                .row("Memory", use(tier.memory(), limits.maxMemory(), tier.reservedMemory()))
                .row("Memory Per Stream", bytes(limits.memoryMaxStreamBytes()))
                .row("Storage", use(tier.storage(), limits.maxStorage(), tier.reservedStorage()))
                .row("Storage Per Stream", bytes(limits.storageMaxStreamBytes()))
                .row(
                        "Streams",
                        HumanNumbers.comma(tier.streams()) + " of "
                                + (limits.maxStreams() == -1 ? UNLIMITED : HumanNumbers.comma(limits.maxStreams())))
                .row(
                        "Consumers",
                        limits.maxConsumers() == -1
                                ? UNLIMITED
                                : "Maximum " + HumanNumbers.comma(limits.maxConsumers()) + " per stream");
        columns.indent(0);
    }

    private static String bytes(long most) {
        return most <= 0 ? UNLIMITED : HumanNumbers.bytes(most);
    }

    private static String use(long used, long most, long reserved) {
        String limit = most == -1 ? UNLIMITED : HumanNumbers.bytes(most);
        String kept = reserved > 0 ? " (" + HumanNumbers.bytes(reserved) + " reserved)" : "";
        return HumanNumbers.bytes(used) + " of " + limit + kept;
    }
}
