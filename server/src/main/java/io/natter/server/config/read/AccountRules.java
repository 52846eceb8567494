package io.natter.server.config.read;

import io.natter.protocol.subject.Subjects;
import io.natter.server.config.AccountConfig;
import io.natter.server.config.AccountExport;
import io.natter.server.config.AccountExport.Kind;
import io.natter.server.config.AccountImport;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Node;
import io.natter.server.config.language.Position;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What accounts say of one another: whoever is named exists, and whatever is imported is exported. (B82, B83)
 *
 * <p>Thread-safe: pure functions. Nothing is checked when there are errors already, which may be why somebody is missing.
 */
final class AccountRules {
    private AccountRules() {}

    static void check(ServerConfig config, Reading reading, Block block) {
        if (reading.hasErrors() || config.accounts().isEmpty()) {
            return;
        }
        Position at = null;
        for (Map.Entry<String, Node> entry : block.nodes().entrySet()) {
            at = entry.getKey().equalsIgnoreCase("accounts") ? entry.getValue().at() : at;
        }
        Map<String, AccountConfig> accounts = new HashMap<>();
        config.accounts().forEach(account -> accounts.put(account.name(), account));
        for (AccountConfig account : config.accounts()) {
            for (AccountExport export : account.exports()) {
                report(exportProblem(export, accounts, config), at, reading);
            }
        }
        for (AccountConfig account : config.accounts()) {
            for (AccountImport wanted : account.imports()) {
                report(importProblem(account, wanted, accounts), at, reading);
            }
        }
    }

    private static void report(@Nullable String problem, @Nullable Position at, Reading reading) {
        if (problem != null) {
            reading.error(at, problem);
        }
    }

    private static @Nullable String exportProblem(
            AccountExport export, Map<String, AccountConfig> accounts, ServerConfig config) {
        String kind = export.kind().name().toLowerCase(Locale.ROOT);
        String adding = "Error adding " + kind + " export \"" + export.subject() + "\": ";
        for (String name : export.accounts()) {
            if (!accounts.containsKey(name)) {
                return "\"" + name + "\" account not defined for " + kind + " export";
            }
        }
        int position = export.accountTokenPosition();
        if (!Subjects.isValidFilter(export.subject())) {
            return adding + "invalid subject";
        }
        if (position != 0) {
            String[] tokens = export.subject().split("\\.", -1);
            if (position < 0 || position > tokens.length) {
                return adding + "export would require " + position + " subject tokens, but only has " + tokens.length;
            }
            if (!tokens[position - 1].equals("*")) {
                return adding + "subject must have a wildcard at token position " + position;
            }
        }
        if (export.latency() != null && config.systemAccount().isOff()) {
            return "Error adding service latency sampling for \"" + export.subject() + "\": system account not setup";
        }
        return null;
    }

    private static @Nullable String importProblem(
            AccountConfig importer, AccountImport wanted, Map<String, AccountConfig> accounts) {
        String kind = wanted.kind().name().toLowerCase(Locale.ROOT);
        AccountConfig exporter = accounts.get(wanted.account());
        if (exporter == null) {
            return "\"" + wanted.account() + "\" account not defined for " + kind + " import";
        }
        String adding = "Error adding " + kind + " import \"" + wanted.subject() + "\": ";
        if (exporter.exports().stream().noneMatch(export -> admits(export, importer, wanted))) {
            return adding + kind + " import not authorized";
        }
        if (wanted.kind() == Kind.STREAM && exporter.name().equals(importer.name())) {
            return adding + "stream import forms a cycle";
        }
        return null;
    }

    private static boolean admits(AccountExport export, AccountConfig importer, AccountImport wanted) {
        return export.kind() == wanted.kind()
                && Subjects.isSubset(wanted.subject(), export.subject())
                && (export.accounts().isEmpty()
                        || export.accounts().contains(importer.name())
                        || importer.name().equals(wanted.account()));
    }
}
