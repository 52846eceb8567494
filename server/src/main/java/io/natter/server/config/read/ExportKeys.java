package io.natter.server.config.read;

import io.natter.server.config.AccountExport;
import io.natter.server.config.AccountExport.Kind;
import io.natter.server.config.AccountExport.ResponseType;
import io.natter.server.config.AccountImport;
import io.natter.server.config.ServiceLatency;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.ConfigValue.Whole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys of exports and imports. (B82, B83) Thread-safe: constants and pure functions. */
final class ExportKeys {
    /** What exports and imports have in common while their keys are read. */
    private static final class Draft {
        private @Nullable Kind kind;
        private String subject = "";
        private String account = "";
        private final Map<String, Given> seen = new TreeMap<>();
        private AccountExport export = AccountExport.of(Kind.STREAM, "");
        private @Nullable String to;
        private @Nullable String prefix;
        private boolean share;
        private boolean allowTrace;
    }

    private static final Keys<Draft> EXPORT = new Keys<Draft>()
            .action((draft, given) -> offered(draft, Kind.STREAM, given), "stream")
            .action((draft, given) -> offered(draft, Kind.SERVICE, given), "service")
            .action(
                    changed("response", (export, given) -> export.withResponseType(responseType(given))),
                    "response",
                    "response_type")
            .action(
                    changed("threshold", (export, given) -> export.withResponseThreshold(threshold(given))),
                    "threshold",
                    "response_threshold",
                    "response_max_time",
                    "response_time")
            .action(changed("accounts", (export, given) -> export.withAccounts(accounts(given))), "accounts")
            .action(changed("latency", (export, given) -> export.withLatency(latency(given))), "latency")
            .action(
                    changed("position", (export, given) -> export.withAccountTokenPosition(given.number())),
                    "account_token_position")
            .action(changed("allow_trace", (export, given) -> export.withAllowTrace(given.flag())), "allow_trace");

    private static final Keys<Draft> IMPORT = new Keys<Draft>()
            .action((draft, given) -> wanted(draft, Kind.STREAM, given), "stream")
            .action((draft, given) -> wanted(draft, Kind.SERVICE, given), "service")
            .action(
                    (draft, given) -> {
                        draft.prefix = given.textOrNull();
                        return draft;
                    },
                    "prefix")
            .action(
                    (draft, given) -> {
                        draft.to = given.textOrNull();
                        draft.seen.put("to", given);
                        return draft;
                    },
                    "to")
            .action(
                    (draft, given) -> {
                        draft.share = given.flag();
                        return draft;
                    },
                    "share")
            .action(
                    (draft, given) -> {
                        draft.allowTrace = given.flag();
                        draft.seen.put("allow_trace", given);
                        return draft;
                    },
                    "allow_trace");

    private static final Keys<Draft> PLACE = new Keys<Draft>()
            .action(
                    (draft, given) -> {
                        draft.account = given.text();
                        return draft;
                    },
                    "account")
            .action(
                    (draft, given) -> {
                        draft.subject = given.text();
                        return draft;
                    },
                    "subject");

    private ExportKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(EXPORT, IMPORT, PLACE);
    }

    static List<AccountExport> exports(Given given) {
        return each(given, "Exports", ExportKeys::export);
    }

    static List<AccountImport> imports(Given given) {
        Map<String, AccountImport> services = new TreeMap<>();
        return each(given, "Imports", item -> {
            AccountImport wanted = imported(item);
            if (wanted == null || wanted.kind() == Kind.STREAM) {
                return wanted;
            }
            String to = wanted.to() == null ? wanted.subject() : wanted.to();
            AccountImport earlier = services.putIfAbsent(to + "\n" + wanted.account(), wanted);
            if (earlier != null) {
                throw item.fault("Duplicate service import subject \"" + to
                        + "\", previously used in import for account \"" + earlier.account() + "\", subject \""
                        + earlier.subject() + "\"");
            }
            return wanted;
        });
    }

    private static <V> List<V> each(Given given, String what, Function<Given, @Nullable V> reader) {
        if (!(given.value() instanceof Array)) {
            throw given.fault(what + " should be an array, got " + given.value().kind());
        }
        List<V> all = new ArrayList<>();
        for (Given item : given.items()) {
            try {
                V one = reader.apply(item);
                if (one != null) {
                    all.add(one);
                }
            } catch (ConfigFault fault) {
                given.reading().error(fault.at(), String.valueOf(fault.getMessage()));
            }
        }
        return all;
    }

    private static @Nullable AccountExport export(Given item) {
        if (!(item.value() instanceof Block)) {
            throw item.fault("Export Items should be a map with type entry, got "
                    + item.value().kind());
        }
        Draft draft = EXPORT.read(new Draft(), item);
        if (draft.kind == null) {
            return null;
        }
        if (draft.kind == Kind.STREAM) {
            forServicesOnly(draft, "response", "Detected response directive on non-service");
            forServicesOnly(draft, "threshold", "Detected response directive on non-service");
            forServicesOnly(draft, "latency", "Detected latency directive on non-service");
            forServicesOnly(draft, "allow_trace", "Detected allow_trace directive on non-service");
        }
        return draft.export.withKind(draft.kind).withSubject(draft.subject);
    }

    private static void forServicesOnly(Draft draft, String key, String text) {
        Given seen = draft.seen.get(key);
        if (seen != null) {
            throw seen.fault(text);
        }
    }

    private static Draft offered(Draft draft, Kind kind, Given given) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        if (draft.kind != null && draft.kind != kind) {
            String other = draft.kind.name().toLowerCase(Locale.ROOT);
            throw given.fault("Detected " + name + " but already saw a " + other);
        }
        if (!(given.value() instanceof Text)) {
            throw given.fault("Expected " + name + " name to be string, got "
                    + given.value().kind());
        }
        draft.kind = kind;
        draft.subject = given.text();
        return draft;
    }

    private static Keys.Action<Draft> changed(String name, Keys.Action<AccountExport> change) {
        return (draft, given) -> {
            draft.seen.put(name, given);
            draft.export = change.apply(draft.export, given);
            return draft;
        };
    }

    private static List<String> accounts(Given given) {
        List<String> accounts = new ArrayList<>();
        given.items().forEach(item -> accounts.add(item.text()));
        return accounts;
    }

    private static ResponseType responseType(Given given) {
        if (!(given.value() instanceof Text)) {
            throw given.fault(
                    "Expected response type to be string, got " + given.value().kind());
        }
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "single":
            case "singleton":
                return ResponseType.SINGLETON;
            case "stream":
                return ResponseType.STREAM;
            case "chunk":
            case "chunked":
                return ResponseType.CHUNKED;
            default:
                throw given.fault("Unknown response type: \"" + given.text() + "\"");
        }
    }

    private static Duration threshold(Given given) {
        String expected = "Expected response threshold to be a parseable time duration, got ";
        if (!(given.value() instanceof Text)) {
            throw given.fault(expected + given.value().kind());
        }
        try {
            return given.durationText();
        } catch (ConfigFault fault) {
            throw given.fault(expected + "\"" + given.text() + "\"");
        }
    }

    /** What is wanted to know is a subject, or a block with a subject and perhaps a share. */
    private static ServiceLatency latency(Given given) {
        if (given.value() instanceof Text) {
            return new ServiceLatency(100, given.text());
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected latency entry to be a map/struct or string, got "
                    + given.value().kind());
        }
        Map<String, Given> entries = new TreeMap<>();
        given.entries().forEach(entry -> entries.put(entry.key(), entry));
        Given subject = entries.get("subject");
        if (subject == null) {
            throw given.fault("Latency subject required, but missing");
        }
        Given sampling = entries.get("sampling");
        return new ServiceLatency(sampling == null ? 100 : sampling(sampling), subject.text());
    }

    private static int sampling(Given given) {
        if (given.value() instanceof Text && given.text().strip().equalsIgnoreCase("headers")) {
            return 0;
        }
        long sampling = given.value() instanceof Whole whole
                ? whole.value()
                : MappingKeys.percentage(given, "Failed to parse latency sample: " + given.value());
        if (sampling < 1 || sampling > 100) {
            throw given.fault("bad sampling percentage, should be 1-100");
        }
        return (int) sampling;
    }

    private static @Nullable AccountImport imported(Given item) {
        if (!(item.value() instanceof Block)) {
            throw item.fault("Import Items should be a map with type entry, got "
                    + item.value().kind());
        }
        Draft draft = IMPORT.read(new Draft(), item);
        if (draft.kind == null) {
            return null;
        }
        Given trace = draft.seen.get("allow_trace");
        if (draft.kind == Kind.SERVICE && trace != null) {
            throw trace.fault("Detected allow_trace directive on a non-stream");
        }
        Given to = draft.seen.get("to");
        if (draft.kind == Kind.STREAM && draft.prefix != null && to != null) {
            throw to.fault("Stream import can not have a 'prefix' and a 'to' property");
        }
        return new AccountImport(
                draft.kind, draft.account, draft.subject, draft.to, draft.prefix, draft.share, draft.allowTrace);
    }

    private static Draft wanted(Draft draft, Kind kind, Given given) {
        String name = kind == Kind.STREAM ? "Stream" : "Service";
        if (draft.kind != null && draft.kind != kind) {
            throw given.fault("Detected " + name.toLowerCase(Locale.ROOT) + " but already saw a "
                    + draft.kind.name().toLowerCase(Locale.ROOT));
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault(name + " entry should be an account map, got "
                    + given.value().kind());
        }
        PLACE.read(draft, given);
        if (draft.account.isEmpty() || draft.subject.isEmpty()) {
            throw given.fault("Expect an account name and a subject");
        }
        draft.kind = kind;
        return draft;
    }
}
