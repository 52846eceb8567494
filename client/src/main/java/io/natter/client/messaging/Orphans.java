package io.natter.client.messaging;

import io.natter.client.MessageHandler;
import io.natter.client.SubscribeOptions;
import io.natter.client.WhenFull;
import io.natter.protocol.wire.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * Messages for no subscription: counted, and handed to the options' orphan handler if there is one.
 *
 * <p>Thread-safe; {@link #message} is for the reading thread. They wait within the bounds of the options' subscriptions; beyond, they are dropped.
 */
final class Orphans implements MessageQueue.Listener, Workers.Work {
    private final MessagingContext context;
    private final MessageSource source;
    private final @Nullable MessageHandler handler;
    private final MessageQueue queue;
    private final Workers workers;

    Orphans(MessagingContext context, Object owner) {
        this.context = context;
        this.source = new MessageSource.Unsubscribed(context);
        this.handler = context.options().orphanHandler();
        SubscribeOptions bounds = context.options().subscribe();
        this.queue = new MessageQueue(bounds.pendingMessages(), bounds.pendingBytes(), WhenFull.DROP_NEW, this);
        WorkerThreads threads = new WorkerThreads(context.executor("natter-handler-orphans"), owner);
        this.workers = new PlainWorkers(queue, this, threads, 1, true);
    }

    void message(MessageView view) {
        context.figures().orphan();
        if (handler != null) {
            queue.push(new ReceivedMessage(source, view.subject(), view));
            workers.ready();
        }
    }

    void close(boolean isNow) {
        queue.discard();
        if (isNow) {
            workers.interrupt();
        }
    }

    @Override
    public void handle(ReceivedMessage message) {
        if (queue.isDiscarded() || handler == null) {
            queue.drop(message);
            return;
        }
        queue.begin(message);
        try {
            handler.handle(message);
        } catch (Throwable failure) { // the root of the handler's thread
            context.orphanHandlerFailed(failure);
        } finally {
            queue.done();
        }
    }

    @Override
    public void settle() {
        queue.endEpisodeIfRoom();
    }

    @Override
    public void full() {
        // nobody is told: they are counted as orphans already
    }

    @Override
    public void room(long dropped) {
        // see full
    }

    @Override
    public void dropped(long messages) {
        // see full
    }
}
