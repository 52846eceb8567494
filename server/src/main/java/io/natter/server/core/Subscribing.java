package io.natter.server.core;

import io.natter.protocol.ErrorText;
import io.natter.protocol.subject.Subjects;
import io.natter.server.account.Account;
import io.natter.server.auth.ReservedSubjects;
import io.natter.server.interest.Interest;
import io.natter.server.interest.SubjectHash;
import io.natter.server.interest.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection, by sid.
 *
 * <p>Confined to the connection's event loop.
 *
 * <p>The table probes linearly; a slot is null or a subscription. A million of them cost one reference and a half each.
 */
public final class Subscribing {
    private final Connection connection;
    private @Nullable Subscription[] table = {};
    private int count;

    Subscribing(Connection connection) {
        this.connection = connection;
    }

    public int count() {
        return count;
    }

    public void forEach(Consumer<Subscription> action) {
        for (Subscription subscription : table) {
            if (subscription != null) {
                action.accept(subscription);
            }
        }
    }

    /** SUB: the first of a sid stays, another is silently ignored (C5). */
    void subscribe(byte[] subject, byte @Nullable [] queue, byte[] sid) {
        if (!isAllowed(subject, queue, sid)) {
            return;
        }
        int max = connection.settings().limits().maxSubscriptions();
        if (max > 0 && count >= max || !account().trySubscribe()) {
            connection.refuse(ErrorText.MAX_SUBSCRIPTIONS);
            return;
        }
        if (find(sid, 0, sid.length) >= 0) {
            account().unsubscribe(1);
        } else if (!Subjects.isValidFilter(subject, 0, subject.length)) {
            account().unsubscribe(1);
            connection.sendError(ErrorText.INVALID_SUBJECT);
            return;
        } else {
            boolean isFiltered = connection.access().filtersDelivery(subject, queue);
            add(new Subscription(connection, subject, queue, sid, isFiltered));
        }
        if (connection.isVerbose()) {
            connection.sendOk();
        }
    }

    private boolean isAllowed(byte[] subject, byte @Nullable [] queue, byte[] sid) {
        if (queue != null && ReservedSubjects.isQueueReserved(queue)
                || !connection.access().allowsSubscribe(subject, queue)) {
            String ofQueue = queue == null ? "" : ", Queue: " + ErrorText.quote(text(queue));
            connection.refuse(
                    violation(subject, queue),
                    "Subscription Violation - Subject " + ErrorText.quote(text(subject)) + ofQueue + ", SID "
                            + text(sid));
            return false;
        }
        int tokensMax = connection.settings().limits().maxSubscriptionTokens();
        if (tokensMax > 0 && Subjects.tokenCount(subject, 0, subject.length) > tokensMax) {
            connection.refuse(
                    ErrorText.permissionsViolationTooManyTokens(text(subject)),
                    "Subscription Violation Too Many Tokens - Subject " + ErrorText.quote(text(subject)) + ", SID "
                            + text(sid));
            return false;
        }
        return true;
    }

    private static String violation(byte[] subject, byte @Nullable [] queue) {
        return queue == null
                ? ErrorText.permissionsViolationForSubscription(text(subject))
                : ErrorText.permissionsViolationForSubscription(text(subject), text(queue));
    }

    /** UNSUB: at once, or when {@code deliveredMax} messages have come since the subscription began (C6). */
    void unsubscribe(byte[] sid, int deliveredMax) {
        int slot = find(sid, 0, sid.length);
        if (slot >= 0) {
            Subscription subscription = java.util.Objects.requireNonNull(table[slot]);
            if (deliveredMax > subscription.deliveredCount()) {
                subscription.limitDelivered(deliveredMax);
            } else {
                end(subscription);
            }
        }
        if (connection.isVerbose()) {
            connection.sendOk();
        }
    }

    /** Ends one subscription of this connection. */
    void end(Subscription subscription) {
        int slot = find(subscription.sid(), 0, subscription.sid().length);
        if (slot >= 0 && table[slot] == subscription) {
            vacate(slot);
            count--;
            subscription.close();
            interest().remove(subscription);
            account().unsubscribe(1);
        }
    }

    /** Ends all subscriptions. */
    void endAll() {
        @Nullable Subscription[] all = table;
        int ended = count;
        table = new Subscription[0];
        count = 0;
        for (Subscription subscription : all) {
            if (subscription != null) {
                subscription.close();
                interest().remove(subscription);
            }
        }
        account().unsubscribe(ended);
    }

    /** Ends the subscriptions that the present permissions no longer allow, and tells the client of each (B160). */
    void endForbidden() {
        for (Subscription subscription : table.clone()) {
            if (subscription != null
                    && !connection.access().allowsSubscribe(subscription.subject(), subscription.queue())) {
                end(subscription);
                String told = ErrorText.withSid(
                        violation(subscription.subject(), subscription.queue()), text(subscription.sid()));
                connection.refuse(told);
            }
        }
    }

    private Account account() {
        return connection.account();
    }

    private Interest interest() {
        return connection.account().interest();
    }

    private void add(Subscription subscription) {
        if ((count + 1) * 3 > table.length * 2) {
            grow();
        }
        table[-find(subscription.sid(), 0, subscription.sid().length) - 1] = subscription;
        count++;
        interest().add(subscription);
    }

    private void grow() {
        @Nullable Subscription[] old = table;
        table = new Subscription[Math.max(4, old.length * 2)];
        for (Subscription subscription : old) {
            if (subscription != null) {
                table[-find(subscription.sid(), 0, subscription.sid().length) - 1] = subscription;
            }
        }
    }

    // The slot of the sid, or -1 - the empty slot where it would go.
    private int find(byte[] bytes, int from, int length) {
        if (table.length == 0) {
            return -1;
        }
        int mask = table.length - 1;
        int slot = SubjectHash.of(bytes, from, length) & mask;
        for (Subscription found = table[slot]; found != null; found = table[slot]) {
            if (Arrays.equals(found.sid(), 0, found.sid().length, bytes, from, from + length)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return -slot - 1;
    }

    // Later entries of the run move back into the gap where their probe allows.
    private void vacate(int emptied) {
        int mask = table.length - 1;
        int gap = emptied;
        int next = gap + 1 & mask;
        for (Subscription moved = table[next]; moved != null; moved = table[next]) {
            int home = SubjectHash.of(moved.sid(), 0, moved.sid().length) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                table[gap] = moved;
                gap = next;
            }
            next = next + 1 & mask;
        }
        table[gap] = null;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
