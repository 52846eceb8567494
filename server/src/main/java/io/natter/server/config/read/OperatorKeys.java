package io.natter.server.config.read;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.config.OperatorConfig;
import io.natter.server.config.ResolverConfig;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys of operator mode, which stand at top level. (B146, B39) Thread-safe: constants and pure functions. */
final class OperatorKeys {
    private static final Pattern MEMORY = Pattern.compile("MEM", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL =
            Pattern.compile("URL(?:\\(\\s*\"?([^\\s\"]*)\"?\\s*\\))?", Pattern.CASE_INSENSITIVE);

    private static final Keys<ResolverConfig> RESOLVER = new Keys<ResolverConfig>()
            .value(OperatorKeys::type, ResolverConfig::withType, "type")
            .path(ResolverConfig::withDirectory, "dir")
            .flag(ResolverConfig::withAllowDelete, "allow_delete")
            .flag(ResolverConfig::withHardDelete, "hard_delete")
            .whole(ResolverConfig::withLimit, "limit")
            .value(OperatorKeys::time, ResolverConfig::withTtl, "ttl")
            .value(OperatorKeys::time, ResolverConfig::withInterval, "interval")
            .value(OperatorKeys::time, ResolverConfig::withTimeout, "timeout")
            .ignoreUnknown();

    static final Keys<OperatorConfig> OPERATOR = new Keys<OperatorConfig>()
            .texts(
                    OperatorConfig::withOperators,
                    "operator",
                    "operators",
                    "roots",
                    "root",
                    "root_operators",
                    "root_operator")
            .value(OperatorKeys::trustedKeys, OperatorConfig::withTrustedKeys, "trusted_keys", "trusted")
            .value(
                    OperatorKeys::resolver,
                    OperatorConfig::withResolver,
                    "resolver",
                    "account_resolver",
                    "accounts_resolver")
            .value(OperatorKeys::preload, OperatorConfig::withResolverPreload, "resolver_preload")
            .value(TlsKeys::clients, OperatorConfig::withResolverTls, "resolver_tls")
            .value(
                    given -> new LinkedHashSet<>(given.texts()),
                    OperatorConfig::withResolverPinnedAccounts,
                    "resolver_pinned_accounts")
            .text(OperatorConfig::withDefaultSentinel, "default_sentinel");

    private OperatorKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(OPERATOR, RESOLVER);
    }

    private static List<String> trustedKeys(Given given) {
        List<String> keys = given.texts();
        for (String key : keys) {
            if (!Nkey.isPublicKey(key, KeyType.OPERATOR)) {
                throw given.fault("trust key \"" + key + "\" required to be a valid public operator nkey");
            }
        }
        return keys;
    }

    private static Map<String, String> preload(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("preload should be a map of account_public_key:account_jwt");
        }
        Map<String, String> preload = new LinkedHashMap<>();
        for (Given entry : given.entries()) {
            if (!(entry.value() instanceof Text)) {
                given.reading().error(entry.at(), "preload map value should be a string JWT");
            } else if (entry.text().split("\\.", -1).length != 3) {
                given.reading().error(entry.at(), "invalid account JWT");
            } else {
                preload.put(entry.key(), entry.text());
            }
        }
        return preload;
    }

    private static ResolverConfig resolver(Given given) {
        if (given.value() instanceof Text) {
            return resolver(given.text(), given);
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("error parsing operator resolver, wrong type "
                    + given.value().kind());
        }
        if (given.entries().stream().noneMatch(entry -> entry.key().equalsIgnoreCase("type"))) {
            throw unknown(given);
        }
        ResolverConfig resolver = RESOLVER.read(ResolverConfig.defaults(), given);
        check(resolver, given);
        return resolver;
    }

    private static ResolverConfig resolver(String text, Given given) {
        if (MEMORY.matcher(text).find()) {
            return ResolverConfig.defaults();
        }
        Matcher url = URL.matcher(text);
        if (!url.find()) {
            throw unknown(given);
        }
        String address = url.group(1) == null ? "" : url.group(1);
        return ResolverConfig.defaults().withType(ResolverConfig.Type.URL).withUrl(address);
    }

    private static ConfigFault unknown(Given given) {
        return given.fault("error parsing account resolver, should be MEM or  URL(\"url\") or a map containing dir and"
                + " type state=[FULL|CACHE])");
    }

    private static ResolverConfig.Type type(Given given) {
        switch (given.text().toUpperCase(Locale.ROOT)) {
            case "CACHE":
                return ResolverConfig.Type.CACHE;
            case "FULL":
                return ResolverConfig.Type.FULL;
            case "MEM":
            case "MEMORY":
                return ResolverConfig.Type.MEMORY;
            default:
                throw unknown(given);
        }
    }

    private static Duration time(Given given) {
        return given.durationText();
    }

    private static void check(ResolverConfig resolver, Given given) {
        switch (resolver.type()) {
            case CACHE -> {
                checkDirectory(resolver.directory(), given);
                refuse(resolver.interval() != null, "CACHE does not accept sync", given);
                refuse(resolver.allowDelete(), "CACHE does not accept allow_delete", given);
                refuse(hasKey(given, "hard_delete"), "CACHE does not accept hard_delete", given);
            }
            case FULL -> {
                checkDirectory(resolver.directory(), given);
                refuse(resolver.ttl() != null, "FULL does not accept ttl", given);
                boolean isVain = hasKey(given, "hard_delete") && !resolver.allowDelete();
                refuse(isVain, "hard_delete has no effect without delete", given);
            }
            default -> {}
        }
    }

    private static void checkDirectory(@Nullable Path directory, Given given) {
        refuse(directory == null, "dir has no value and needs to point to a directory", given);
        boolean isWrong = directory != null
                && Files.exists(directory)
                && !(Files.isDirectory(directory) && Files.isWritable(directory));
        refuse(isWrong, "dir needs to point to an accessible directory", given);
    }

    private static boolean hasKey(Given given, String key) {
        return given.block().nodes().keySet().stream().anyMatch(key::equalsIgnoreCase);
    }

    private static void refuse(boolean isWrong, String text, Given given) {
        if (isWrong) {
            given.reading().error(given.at(), text);
        }
    }
}
