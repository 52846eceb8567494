package io.natter.cli.server;

import io.natter.cli.text.Columns;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.JsonTree;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An account as a server sees it, on lines for people. <i>Thread-safe:</i> pure functions. */
final class AccountDetails {
    private static final int ACCOUNTS_SHOWN = 20;
    private static final long WHOLE = 100;

    private AccountDetails() {}

    static String text(JsonTree account, Clock clock) {
        Columns columns = new Columns("Account information for account " + account.text("account_name"))
                .title("Details")
                .row("Complete", yes(account, "complete"))
                .row("Expired", yes(account, "expired"))
                .row("System Account", yes(account, "is_system"))
                .row("Updated", ago(account.text("update_time"), clock))
                .row("JetStream", yes(account, "jetstream_enabled"))
                .rowIfAny("Issuer", account.text("issuer_key"))
                .rowIfAny("Tag", account.text("name_tag"))
                .rowIfAny("Tags", String.join(", ", account.texts("tags")));
        mappings(columns, account.at("mappings"));
        section(columns, "Imports", account.items("imports"), AccountDetails::imported);
        section(columns, "Exports", account.items("exports"), AccountDetails::exported);
        section(columns, "Responses", values(account.at("responses")), AccountDetails::imported);
        if (account.at("revoked_user").value() instanceof Map<?, ?> revoked && !revoked.isEmpty()) {
            columns.title("Revoked Users");
            revoked.forEach((user, time) -> columns.row(Objects.toString(user), ago(Objects.toString(time), clock)));
        }
        return columns.render();
    }

    private static String yes(JsonTree tree, String name) {
        return Boolean.toString(tree.is(name));
    }

    private static String ago(String time, Clock clock) {
        try {
            Instant then = Instant.parse(time);
            return HumanTime.at(then, clock) + " (" + HumanTime.since(then, null, clock) + " ago)";
        } catch (DateTimeException itIsNone) {
            return time;
        }
    }

    private static List<JsonTree> values(JsonTree tree) {
        return tree.value() instanceof Map<?, ?> fields
                ? fields.values().stream()
                        .filter(Objects::nonNull)
                        .map(JsonTree::of)
                        .toList()
                : List.of();
    }

    private static void section(
            Columns columns,
            String title,
            List<JsonTree> items,
            java.util.function.BiConsumer<Columns, JsonTree> each) {
        if (!items.isEmpty()) {
            columns.title(title);
            items.forEach(item -> each.accept(columns, item));
        }
    }

    private static void mappings(Columns columns, JsonTree mappings) {
        if (!(mappings.value() instanceof Map<?, ?> bySubject) || bySubject.isEmpty()) {
            return;
        }
        columns.title("Mappings");
        bySubject.keySet().forEach(subject -> {
            columns.indent(2).line(Objects.toString(subject)).indent(4);
            for (JsonTree target : mappings.items(Objects.toString(subject))) {
                String cluster = target.text("cluster");
                long weight = target.number("weight");
                columns.row(
                        "Destination",
                        target.text("subject")
                                + (cluster.isEmpty() ? "" : ", in cluster " + cluster)
                                + (weight == WHOLE ? "" : ", with weight " + weight));
            }
            columns.indent(0);
        });
        columns.line("");
    }

    private static void imported(Columns columns, JsonTree item) {
        String subject = item.text("subject");
        String local = item.text("local_subject").isEmpty() ? subject : item.text("local_subject");
        if (item.is("invalid")) {
            columns.row("Invalid", "true");
        }
        String account = item.text("account");
        String from = subject.equals(local) ? "" : " from subject " + subject;
        String of = account.isEmpty() ? "" : (from.isEmpty() ? " from account " : " in account ") + account;
        columns.row("Subject", local + from + of)
                .row("Type", item.text("type"))
                .rowIfAny("Name", item.text("name"))
                .row("Sharing", yes(item, "share"))
                .row("Tracking", yes(item, "tracking"))
                .line("");
    }

    private static void exported(Columns columns, JsonTree item) {
        columns.row("Subject", item.text("subject"))
                .row("Type", item.text("type"))
                .row("Tokens Required", yes(item, "token_req"))
                .rowIfAny("Response Type", item.text("response_type"))
                .rowIfAny("Description", item.text("description"))
                .rowIfAny("Info URL", item.text("info_url"))
                .rowIfAny("Name", item.text("name"));
        List<String> approved = item.texts("approved_accounts");
        if (approved.size() > ACCOUNTS_SHOWN) {
            columns.row("Accounts", "Rendering 20/" + approved.size() + " use --json for the full list");
        } else if (!approved.isEmpty()) {
            columns.row("Accounts", "");
        }
        approved.stream().limit(ACCOUNTS_SHOWN).forEach(account -> columns.row("", account));
        columns.line("");
    }
}
