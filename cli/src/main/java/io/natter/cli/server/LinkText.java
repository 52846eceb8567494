package io.natter.cli.server;

import io.natter.cli.text.JsonTree;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/** What connections between servers are called in reports. <i>Thread-safe:</i> pure functions. */
final class LinkText {
    private static final int ACCOUNT_LETTERS = 23;
    private static final int END_LETTERS = 10;

    private LinkText() {}

    /** An account, shortened in the middle. */
    static String account(JsonTree link) {
        String account = link.text("account");
        int length = account.length();
        return length <= ACCOUNT_LETTERS
                ? account
                : account.substring(0, END_LETTERS) + "..." + account.substring(length - END_LETTERS);
    }

    static String address(JsonTree link) {
        return link.text("ip") + ":" + link.number("port");
    }

    /** The order that a flag names by a word such as {@code in-bytes}, of what {@code link} finds. */
    static <T> Comparator<T> order(String sort, Function<T, JsonTree> link) {
        return switch (sort.toLowerCase(Locale.ROOT)) {
            case "name" -> Comparator.comparing(item -> name(link.apply(item)));
            case "account", "acct" ->
                Comparator.comparing(item -> link.apply(item).text("account"));
            case "subs" -> number(link, "subscriptions");
            case "in-bytes" -> number(link, "in_bytes");
            case "out-bytes" -> number(link, "out_bytes");
            case "in-msgs" -> number(link, "in_msgs");
            case "out-msgs" -> number(link, "out_msgs");
            default -> Comparator.comparing(item -> ""); // as the servers are sorted
        };
    }

    private static <T> Comparator<T> number(Function<T, JsonTree> link, String field) {
        return Comparator.comparingLong(item -> link.apply(item).number(field));
    }

    /** The name of what is at the other end. */
    static String name(JsonTree link) {
        String name = link.text("remote_name");
        return name.isEmpty() ? link.text("name") : name;
    }
}
