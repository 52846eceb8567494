package io.natter.server.system;

import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.server.monitor.SystemPage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the body of a request asks of a page: the options of the page's query, under the names that JSON has for them (F1).
 *
 * <p>Immutable.
 *
 * @param servers which servers are asked
 * @param options options by the names of the query
 */
record PageOptions(ServerFilter servers, Map<String, List<String>> options) {
    private static final List<String> STATES = List.of("open", "closed", "all");

    private enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        UNSIGNED
    }

    /** A field of the body and the option it sets. */
    private record Field(String name, String option, Kind kind) {
        static Field text(String name, String option) {
            return new Field(name, option, Kind.TEXT);
        }

        static Field flag(String name, String option) {
            return new Field(name, option, Kind.FLAG);
        }

        static Field number(String name) {
            return new Field(name, name, Kind.NUMBER);
        }

        String read(ObjectReader in) {
            return switch (kind) {
                case TEXT -> in.string(name);
                case FLAG -> in.bool(name) ? "1" : "";
                case NUMBER -> in.has(name) ? Long.toString(in.integer(name)) : "";
                case UNSIGNED -> in.has(name) ? Long.toUnsignedString(in.unsigned(name)) : "";
            };
        }
    }

    private static final Field ACCOUNT = Field.text("account", "acc");
    private static final Field OFFSET = Field.number("offset");
    private static final Field LIMIT = Field.number("limit");

    private static final Map<SystemPage, List<Field>> FIELDS = Map.of(
            SystemPage.CONNZ,
            List.of(
                    Field.text("sort", "sort"),
                    Field.flag("auth", "auth"),
                    OFFSET,
                    LIMIT,
                    new Field("cid", "cid", Kind.UNSIGNED),
                    Field.text("mqtt_client", "mqtt_client"),
                    Field.text("user", "user"),
                    Field.text("acc", "acc"),
                    Field.text("filter_subject", "filter_subject")),
            SystemPage.SUBSZ,
            List.of(Field.flag("subscriptions", "subs"), OFFSET, LIMIT, ACCOUNT, Field.text("test", "test")),
            SystemPage.JSZ,
            streams(),
            SystemPage.ACCOUNT_JSZ,
            streams(),
            SystemPage.HEALTHZ,
            List.of(
                    Field.flag("js-enabled", "js-enabled"),
                    Field.flag("js-enabled-only", "js-enabled-only"),
                    Field.flag("js-server-only", "js-server-only"),
                    Field.flag("js-meta-only", "js-meta-only"),
                    Field.text("account", "account"),
                    Field.text("stream", "stream"),
                    Field.text("consumer", "consumer"),
                    Field.flag("details", "details")),
            SystemPage.ACCOUNTZ,
            List.of(ACCOUNT),
            SystemPage.ACCOUNT_STATZ,
            List.of(Field.flag("include_unused", "unused")),
            SystemPage.PROFILEZ,
            List.of(Field.text("name", "name"), Field.number("debug"), Field.number("duration")),
            SystemPage.IPQUEUESZ,
            List.of(Field.flag("all", "all"), Field.text("filter", "queues")));

    private static List<Field> streams() {
        return List.of(
                ACCOUNT,
                Field.flag("accounts", "accounts"),
                Field.flag("streams", "streams"),
                Field.flag("consumer", "consumers"),
                Field.flag("direct_consumer", "direct-consumers"),
                Field.flag("config", "config"),
                Field.flag("leader_only", "leader-only"),
                OFFSET,
                LIMIT,
                Field.flag("raft", "raft"),
                Field.flag("stream_leader_only", "stream-leader-only"));
    }

    /**
     * Reads a body; an empty one asks for nothing in particular.
     *
     * @throws JsonException when it is no JSON object, or a field is of a wrong type
     */
    static PageOptions read(SystemPage page, byte[] body) {
        byte[] json = body.length == 0 ? new byte[] {'{', '}'} : body;
        return JsonForm.reading(in -> read(page, in)).read(json);
    }

    private static PageOptions read(SystemPage page, ObjectReader in) {
        ServerFilter servers = ServerFilter.read(in);
        Map<String, List<String>> options = new HashMap<>();
        for (Field field : FIELDS.getOrDefault(page, List.of())) {
            options.put(field.option(), List.of(field.read(in)));
        }
        if (page == SystemPage.CONNZ) {
            options.put("state", List.of(state(in.integer("state"))));
            options.put("subs", List.of(subscriptions(in)));
        } else if (page == SystemPage.ACCOUNT_STATZ) {
            options.put("accounts", in.strings("accounts"));
        }
        in.rest();
        return new PageOptions(servers, options);
    }

    private static String state(long number) {
        return number >= 0 && number < STATES.size() ? STATES.get((int) number) : Long.toString(number);
    }

    private static String subscriptions(ObjectReader in) {
        boolean isListed = in.bool("subscriptions");
        return in.bool("subscriptions_detail") ? "detail" : isListed ? "1" : "";
    }

    /** The same with another option. */
    PageOptions with(String option, String value) {
        Map<String, List<String>> more = new HashMap<>(options);
        more.put(option, List.of(value));
        return new PageOptions(servers, more);
    }
}
