package io.natter.client.messaging;

import io.natter.client.MessageHandler;
import io.natter.client.SubscribeOptions;
import io.natter.client.WhenFull;
import java.util.concurrent.Executor;

/**
 * A subscription whose messages go to a handler.
 *
 * <p>Thread-safe. What a handler throws is counted and reported; the next message comes all the same.
 */
final class HandledSubscription extends LiveSubscription implements Workers.Work {
    private final MessageHandler handler;
    private final boolean isShared;
    private final Workers workers;

    HandledSubscription(
            Subscriptions registry, Object owner, String subject, SubscribeOptions options, MessageHandler handler) {
        super(registry, subject, options);
        this.handler = handler;
        this.isShared = options.concurrency() > 1;
        Executor executor = context().executor("natter-handler-" + subject);
        this.workers = workers(options, new WorkerThreads(executor, owner));
    }

    private Workers workers(SubscribeOptions options, WorkerThreads threads) {
        if (isShared && options.key() != null) {
            return new KeyedWorkers(pending(), this, threads, options.concurrency(), options.key(), this::keyFailed);
        }
        // what a batch holds cannot be dropped any more, so that a queue that drops its oldest gives out one at a time
        boolean isBatched = options.whenFull() != WhenFull.DROP_OLD;
        return new PlainWorkers(pending(), this, threads, options.concurrency(), isBatched);
    }

    @Override
    void ready() {
        workers.ready();
    }

    @Override
    boolean isHandled() {
        return true;
    }

    @Override
    void interrupt() {
        workers.interrupt();
    }

    @Override
    boolean isAtWorkHere() {
        return workers.isAtWorkHere();
    }

    @Override
    public void handle(ReceivedMessage message) {
        MessageQueue queue = pending();
        if (queue.isDiscarded()) {
            queue.drop(message);
            return;
        }
        if (isShared) {
            queue.beginShared(message);
        } else {
            queue.begin(message);
        }
        try {
            handler.handle(message);
        } catch (Throwable failure) { // the root of the handler's thread: nothing may end the subscription
            failed(message, failure);
        } finally {
            if (isShared) {
                queue.doneShared();
            } else {
                queue.done();
            }
        }
    }

    private void keyFailed(ReceivedMessage message, Throwable failure) {
        pending().beginShared(message);
        failed(message, failure);
        pending().doneShared();
    }

    private void failed(ReceivedMessage message, Throwable failure) {
        pending().failed();
        context().handlerFailed(this, message, failure);
    }
}
