package io.natter.cli.command;

import io.natter.cli.context.ContextKey;
import io.natter.cli.context.NatsContext;
import io.natter.cli.context.Secrets;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a context holds, on lines for people, without its secrets.
 *
 * <p><i>Confined to one thread.</i>
 */
final class ContextSheet {
    private static final String MASK = "********";
    private static final List<String> OVERRIDES = List.of(
            "NATS_URL",
            "NATS_USER",
            "NATS_PASSWORD",
            "NATS_CREDS",
            "NATS_NKEY",
            "NATS_CERT",
            "NATS_KEY",
            "NATS_CA",
            "NATS_TIMEOUT",
            "NATS_SOCKS_PROXY",
            "NATS_COLOR");

    /**
     * The lines. Immutable.
     *
     * @param errors files that are not there, and a connection that cannot be made
     */
    record Sheet(String text, int errors) {}

    /** A label and what stands behind it. */
    private record Row(String label, String value) {}

    private final NatsContext context;
    private final Secrets secrets;
    private final List<Row> rows = new ArrayList<>();
    private int errors;

    private ContextSheet(NatsContext context, Secrets secrets) {
        this.context = context;
        this.secrets = secrets;
    }

    static Sheet of(Session session, String name, boolean connect) {
        Surroundings around = session.around();
        NatsContext context = session.contexts().load(name);
        ContextSheet sheet = new ContextSheet(context, new Secrets(around.environment(), around.home()));
        sheet.fill();
        sheet.row("Path", session.contexts().file(name).toString());
        sheet.row("Color Scheme", context.get(ContextKey.COLOR_SCHEME));
        if (connect) {
            sheet.row("Connection", sheet.connection(session));
        }
        return new Sheet(sheet.text("NATS Configuration Context \"" + name + "\"") + overrides(around), sheet.errors);
    }

    /** The same context with its secrets masked. */
    static NatsContext withoutSecrets(NatsContext context) {
        NatsContext masked = context;
        for (ContextKey key : List.of(ContextKey.PASSWORD, ContextKey.TOKEN, ContextKey.USER_SEED)) {
            if (context.find(key) != null && !context.get(key).contains("://")) {
                masked = masked.with(key, MASK);
            }
        }
        for (ContextKey key : List.of(ContextKey.CREDS, ContextKey.NKEY, ContextKey.USER_JWT)) {
            if (context.get(key).startsWith("data:")) {
                masked = masked.with(key, "embedded data");
            }
        }
        return masked;
    }

    private void fill() {
        NatsContext masked = withoutSecrets(context);
        row("Description", context.get(ContextKey.DESCRIPTION));
        row("Server URLs", context.servers().replaceAll("//[^/@,]*@", "//"));
        row("SOCKS5 Proxy", context.get(ContextKey.SOCKS_PROXY));
        row("Username", context.get(ContextKey.USER));
        row("Password", masked.get(ContextKey.PASSWORD));
        row("Token", masked.get(ContextKey.TOKEN));
        file("Credentials", ContextKey.CREDS);
        file("User JWT", ContextKey.USER_JWT);
        file("User Seed", ContextKey.USER_SEED);
        file("NKey", ContextKey.NKEY);
        file("Certificate", ContextKey.CERT);
        file("Key", ContextKey.KEY);
        file("CA", ContextKey.CA);
        row("TLS First", context.tlsFirst() ? "true" : "");
        row("JS API Prefix", context.get(ContextKey.JETSTREAM_API_PREFIX));
        row("JS Event Prefix", context.get(ContextKey.JETSTREAM_EVENT_PREFIX));
        row("JS Domain", context.get(ContextKey.JETSTREAM_DOMAIN));
        row("Inbox Prefix", context.get(ContextKey.INBOX_PREFIX));
    }

    private void row(String label, String value) {
        if (!value.isEmpty()) {
            rows.add(new Row(label, value));
        }
    }

    private void file(String label, ContextKey key) {
        String name = context.get(key);
        if (name.isEmpty()) {
            return;
        }
        boolean isSecretItself = name.startsWith("SU") && !name.contains("/");
        if (name.startsWith("data:") || name.startsWith("eyJ") || isSecretItself) {
            row(label, "embedded data");
            return;
        }
        Path file = secrets.file(name);
        boolean isThere = file == null || Files.isReadable(file);
        errors += isThere ? 0 : 1;
        String state = file == null ? "kept elsewhere" : isThere ? "OK" : "ERROR";
        row(label, name + " (" + state + ")");
    }

    private String connection(Session session) {
        try (NatsConnection nats = session.around().connector().apply(session.options(context))) {
            nats.flush(session.timeout());
            return "OK";
        } catch (NatsException e) {
            errors++;
            return String.valueOf(e.getMessage());
        }
    }

    private String text(String title) {
        int longest = rows.stream().mapToInt(row -> row.label.length()).max().orElse(0);
        StringBuilder text = new StringBuilder(title).append("\n\n");
        for (Row row : rows) {
            text.append(" ".repeat(longest - row.label.length() + 2))
                    .append(row.label)
                    .append(": ")
                    .append(row.value)
                    .append('\n');
        }
        return text.toString();
    }

    private static String overrides(Surroundings around) {
        List<String> set = OVERRIDES.stream()
                .filter(name -> !around.variable(name).isEmpty())
                .toList();
        return set.isEmpty()
                ? ""
                : "\nWARNING: Shell environment overrides in place using " + String.join(", ", set) + "\n";
    }
}
