package io.natter.server.config.read;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.protocol.subject.Subjects;
import io.natter.server.config.AccountConfig;
import io.natter.server.config.AccountJetStream;
import io.natter.server.config.AccountJetStream.ClusterTraffic;
import io.natter.server.config.AccountLimits;
import io.natter.server.config.MessageTrace;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of accounts. (B80 to B85) Thread-safe: constants and pure functions. */
final class AccountKeys {
    private static final Keys<AccountLimits> LIMITS = new Keys<AccountLimits>()
            .number(AccountLimits::withMaxConnections, "max_connections", "max_conn")
            .number(AccountLimits::withMaxSubscriptions, "max_subscriptions", "max_subs")
            .number(AccountLimits::withMaxPayload, "max_payload", "max_pay")
            .number(AccountLimits::withMaxLeafNodes, "max_leafnodes", "max_leafs")
            .unknown(key -> "Unknown field \"" + key + "\" parsing account limits");

    private static final Keys<AccountJetStream> JETSTREAM = new Keys<AccountJetStream>()
            .whole(AccountJetStream::withMaxMemory, "max_memory", "max_mem", "mem", "memory")
            .whole(AccountJetStream::withMaxStore, "max_store", "max_file", "max_disk", "store", "disk")
            .number(AccountJetStream::withMaxStreams, "max_streams", "streams")
            .number(AccountJetStream::withMaxConsumers, "max_consumers", "consumers")
            .number(AccountJetStream::withMaxAckPending, "max_ack_pending")
            .whole(AccountJetStream::withMemoryMaxStreamBytes, "memory_max_stream_bytes", "mem_max_stream_bytes")
            .whole(AccountJetStream::withStoreMaxStreamBytes, "store_max_stream_bytes", "disk_max_stream_bytes")
            .flag(AccountJetStream::withMaxBytesRequired, "max_bytes_required", "max_stream_bytes", "max_bytes")
            .value(AccountKeys::clusterTraffic, AccountJetStream::withClusterTraffic, "cluster_traffic");

    private static final Keys<MessageTrace> TRACE = new Keys<MessageTrace>()
            .value(given -> traceDestination(given, given.key()), MessageTrace::withDestination, "dest")
            .value(AccountKeys::sampling, MessageTrace::withSampling, "sampling")
            .unknown(key -> "Unknown field \"" + key + "\" parsing account message trace map/struct");

    private static final Keys<AccountConfig> ACCOUNT = new Keys<AccountConfig>()
            .value(AccountKeys::nkey, AccountConfig::withNkey, "nkey")
            .value(ExportKeys::imports, AccountConfig::withImports, "imports")
            .value(ExportKeys::exports, AccountConfig::withExports, "exports")
            .value(AccountKeys::jetStream, AccountConfig::withJetStream, "jetstream")
            .action(AccountKeys::users, "users")
            .value(PermissionKeys::read, AccountConfig::withDefaultPermissions, "default_permissions")
            .value(MappingKeys::read, AccountConfig::withMappings, "mappings", "maps")
            .action(AccountKeys::limits, "limits")
            .value(AccountKeys::trace, AccountConfig::withMessageTrace, "msg_trace", "trace_dest");

    private AccountKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(ACCOUNT, LIMITS, JETSTREAM, TRACE);
    }

    /** The accounts: their names only, or a map of all they are. */
    static ServerConfig accounts(ServerConfig config, Given given) {
        List<AccountConfig> accounts = given.value() instanceof Array ? named(given) : configured(given);
        boolean hasUsers =
                accounts.stream().anyMatch(account -> !account.users().isEmpty());
        if (hasUsers && config.authorization().user() != null) {
            throw given.fault("Can not have a single user/pass and accounts");
        }
        if (hasUsers && config.authorization().token() != null) {
            throw given.fault("Can not have a token and accounts");
        }
        return config.withAccounts(accounts);
    }

    private static List<AccountConfig> named(Given given) {
        Set<String> names = new LinkedHashSet<>();
        for (Given item : given.items()) {
            String name = item.text();
            if (name.equals(ServerConfig.GLOBAL_ACCOUNT)) {
                given.reading().error(item.at(), "\"" + name + "\" is a Reserved Account");
            } else if (!names.add(name)) {
                given.reading().error(item.at(), "Duplicate Account Entry: " + name);
            }
        }
        return names.stream().map(AccountConfig::named).toList();
    }

    private static List<AccountConfig> configured(Given given) {
        List<AccountConfig> accounts = new ArrayList<>();
        for (Given entry : given.entries()) {
            if (given.block().variables().contains(entry.key())) {
                continue;
            }
            if (!(entry.value() instanceof Block)) {
                given.reading().error(entry.at(), "Expected map entries for accounts");
            } else if (entry.key().equals(ServerConfig.GLOBAL_ACCOUNT)) {
                given.reading().error(entry.at(), "\"" + entry.key() + "\" is a Reserved Account");
            } else {
                accounts.add(ACCOUNT.read(AccountConfig.named(entry.key()), entry));
            }
        }
        return accounts;
    }

    private static String nkey(Given given) {
        if (!(given.value() instanceof Text) || !Nkey.isPublicKey(given.text(), KeyType.ACCOUNT)) {
            throw given.fault("Not a valid public nkey for an account");
        }
        return given.text();
    }

    private static AccountConfig users(AccountConfig account, Given given) {
        AccountConfig read = account.withUsers(UserKeys.users(given));
        AuthorizationKeys.claim(read.users(), given);
        return read;
    }

    private static AccountConfig limits(AccountConfig account, Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected account limits to be a map/struct, got "
                    + given.value().kind());
        }
        return account.withLimits(LIMITS.read(account.limits(), given));
    }

    private static @Nullable AccountJetStream jetStream(Given given) {
        if (given.value() instanceof Block) {
            return JETSTREAM.read(AccountJetStream.defaults(), given);
        }
        return JetStreamKeys.isEnabled(given) ? AccountJetStream.defaults() : null;
    }

    private static ClusterTraffic clusterTraffic(Given given) {
        String text =
                given.value() instanceof Text ? given.text() : given.value().kind();
        switch (text) {
            case "system":
            case "":
                return ClusterTraffic.SYSTEM;
            case "owner":
                return ClusterTraffic.OWNER;
            default:
                throw given.fault("Expected 'system' or 'owner' string value for \"" + given.key() + "\", got " + text);
        }
    }

    private static @Nullable MessageTrace trace(Given given) {
        if (given.value() instanceof Text) {
            return new MessageTrace(traceDestination(given, given.key()), 100);
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected account message trace \"" + given.key()
                    + "\" to be a string or a map/struct, got " + given.value().kind());
        }
        MessageTrace trace = TRACE.read(new MessageTrace("", 100), given);
        if (trace.destination().isEmpty()) {
            given.warn("Trace destination sampling ignored since no destination was set");
            return null;
        }
        return trace;
    }

    private static String traceDestination(Given given, String key) {
        if (!(given.value() instanceof Text)) {
            throw given.fault("Field \"" + key + "\" should be a string, got "
                    + given.value().kind());
        }
        if (!Subjects.isLiteral(given.text())) {
            throw given.fault("Trace destination \"" + given.text() + "\" is not valid");
        }
        return given.text();
    }

    private static int sampling(Given given) {
        long sampling;
        if (given.value() instanceof Whole whole) {
            sampling = whole.value();
        } else if (given.value() instanceof Flag) {
            throw given.fault(
                    "Trace destination sampling field \"sampling\" should be an integer or a percentage, got boolean");
        } else {
            sampling =
                    MappingKeys.percentage(given, "Invalid trace destination sampling value \"" + given.text() + "\"");
        }
        if (sampling < 1 || sampling > 100) {
            throw given.fault("Trace destination sampling value " + sampling + " is invalid, needs to be [1..100]");
        }
        return (int) sampling;
    }
}
