package io.natter.server.jetstream;

import io.natter.server.config.AccountConfig;
import io.natter.server.config.AccountExport;
import io.natter.server.config.AccountImport;
import io.natter.server.config.ServerConfig;
import io.natter.server.jetstream.stream.Stream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the streams are that others mirror or source: in the same account, or in one whose API is imported (D241).
 *
 * <p>Thread-safe.
 */
final class Origins {
    private static final String API = "$JS.API";

    /** Who there is, and what they import; replaced as a whole. */
    private record Known(
            String domainApi, Map<String, List<AccountImport>> imports, Map<String, JetStreamAccount> accounts) {}

    private volatile Known known = new Known("", Map.of(), Map.of());

    /** Other accounts, from now on. */
    void use(ServerConfig config, Map<String, JetStreamAccount> byName) {
        Map<String, List<AccountImport>> imports = new HashMap<>();
        for (AccountConfig account : config.accounts()) {
            imports.put(account.name(), account.imports());
        }
        String domainApi =
                "$JS." + Objects.requireNonNullElse(config.jetStream().domain(), "") + ".API";
        known = new Known(domainApi, Map.copyOf(imports), Map.copyOf(byName));
    }

    /** The stream that an account reaches by this prefix, or null. */
    @Nullable
    Stream find(JetStreamAccount account, String streamName, @Nullable String apiPrefix) {
        JetStreamAccount owner = owner(account, apiPrefix);
        return owner == null ? null : owner.published(streamName);
    }

    /** Whether this prefix leads to an account of this server. */
    boolean leadsHere(JetStreamAccount account, String apiPrefix) {
        return owner(account, apiPrefix) != null;
    }

    private @Nullable JetStreamAccount owner(JetStreamAccount account, @Nullable String apiPrefix) {
        return apiPrefix == null || apiPrefix.equals(API) || apiPrefix.equals(known.domainApi())
                ? account
                : imported(account.name(), apiPrefix);
    }

    private @Nullable JetStreamAccount imported(String accountName, String apiPrefix) {
        for (AccountImport each : known.imports().getOrDefault(accountName, List.of())) {
            String local = each.to() == null ? each.subject() : each.to();
            boolean isApi = each.kind() == AccountExport.Kind.SERVICE
                    && local.startsWith(apiPrefix + ".")
                    && each.subject().startsWith(API + ".");
            if (isApi) {
                return known.accounts().get(each.account());
            }
        }
        return null;
    }
}
