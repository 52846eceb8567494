package io.natter.client;

import io.natter.client.OptionValues.BadValue;
import io.natter.protocol.json.JsonFields;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a context file, and what they make together.
 *
 * <p>Confined to one thread.
 */
final class ContextFields {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> environment;
    private boolean isTlsFirst;

    private ContextFields(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Reads one; {@link BadValue} or {@link io.natter.protocol.ProtocolException} if it is none. */
    static NatsContext read(String name, byte[] json, Map<String, String> environment) {
        return JsonFields.read(json, 0, json.length, fields -> {
            ContextFields context = new ContextFields(environment);
            while (fields.next()) {
                context.read(fields);
            }
            return context.build(name);
        });
    }

    private void read(JsonFields fields) {
        switch (fields.key()) {
            case "description",
                    "url",
                    "socks_proxy",
                    "token",
                    "user",
                    "password",
                    "creds",
                    "nkey",
                    "cert",
                    "key",
                    "ca",
                    "jetstream_domain",
                    "jetstream_api_prefix",
                    "jetstream_event_prefix",
                    "inbox_prefix",
                    "user_jwt",
                    "user_seed",
                    "color_scheme" -> text(fields.key(), fields.string(""));
            case "tls_first" -> isTlsFirst = fields.bool(false);
            default -> fields.skip(); // the tool's own: nsc, certificate stores of Windows, what comes later
        }
    }

    private void text(String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            texts.put(key, value.strip());
        }
    }

    private NatsContext build(String name) {
        OptionDraft draft = new OptionDraft();
        with("url", url -> url, draft::servers);
        with("socks_proxy", this::expanded, draft::proxy);
        with("inbox_prefix", prefix -> prefix, draft.builder::inboxPrefix);
        with("ca", this::path, file -> draft.trustFile = file);
        with("cert", this::path, file -> draft.certificateFile = file);
        with("key", this::path, file -> draft.keyFile = file);
        draft.isTlsFirst = isTlsFirst;
        identify(draft);
        return new NatsContext(
                name,
                texts.getOrDefault("description", ""),
                draft.build(),
                texts.get("jetstream_domain"),
                texts.get("jetstream_api_prefix"),
                texts.get("jetstream_event_prefix"),
                texts.get("color_scheme"));
    }

    /** One way to say who the client is, in the tool's order; a user without a password is a token. */
    private void identify(OptionDraft draft) {
        String user = texts.get("user");
        String password = texts.get("password");
        if (user != null && password != null) {
            draft.user = user;
            draft.password = password;
        } else if (user != null) {
            draft.token = user;
        } else if (texts.containsKey("creds")) {
            with("creds", this::path, file -> draft.credentials = file);
        } else if (texts.containsKey("nkey")) {
            with("nkey", this::path, file -> draft.nkeyFile = file);
        } else if (texts.containsKey("user_jwt")) {
            draft.jwt = texts.get("user_jwt");
            draft.nkeySeed = texts.get("user_seed");
        } else {
            draft.token = texts.get("token");
        }
    }

    private <T> void with(String key, Function<String, T> reading, java.util.function.Consumer<T> target) {
        String text = texts.get(key);
        if (text == null) {
            return;
        }
        try {
            target.accept(reading.apply(text));
        } catch (BadValue e) {
            throw new BadValue(key + ": got something else, expected " + e.expected());
        }
    }

    private Path path(String text) {
        String home = environment.get("HOME");
        boolean isInHome = home != null && (text.equals("~") || text.startsWith("~/"));
        return Path.of(isInHome ? home + text.substring(1) : expanded(text));
    }

    private String expanded(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
        });
    }
}
