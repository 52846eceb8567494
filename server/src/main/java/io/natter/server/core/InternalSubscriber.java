package io.natter.server.core;

import io.natter.server.account.Account;
import io.natter.server.interest.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A part of the server that subscribes as clients do.
 *
 * <p>Confined to its loop, but for {@link #id()} and {@link #loop()}.
 */
final class InternalSubscriber implements Receiver {
    private final InternalLoop owner;
    private final Account account;
    private final InternalHandler handler;
    private final long id;

    InternalSubscriber(InternalLoop owner, Account account, InternalHandler handler, long id) {
        this.owner = owner;
        this.account = account;
        this.handler = handler;
        this.id = id;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Loop loop() {
        return owner.loop();
    }

    @Override
    public boolean hasHeaders() {
        return true;
    }

    Account account() {
        return account;
    }

    /** Whether it tells of what becomes of messages whose way is told. */
    boolean tellsOfTraces() {
        return handler instanceof TracedHandler;
    }

    @Override
    public boolean receive(
            @Nullable Connection publisher, Subscription subscription, byte @Nullable [] prefix, Message message) {
        if (subscription.isClosed()) {
            return false;
        }
        subscription.countDelivery();
        owner.handle(handler, account, publisher, message);
        return true;
    }
}
