package io.natter.client.session;

import io.natter.client.ConnectionEvent;
import io.natter.client.ServerErrorException;
import io.natter.client.Subscription;
import io.natter.client.messaging.ClientLog;
import io.natter.client.messaging.Inbound;
import io.natter.client.transport.Link;
import io.natter.client.transport.ServerErrors;
import io.natter.protocol.wire.MessageView;
import java.lang.System.Logger;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What servers send, handed to those it is for.
 *
 * <p>Its events come on loops, one pass of reading at a time for the whole connection; the rest is thread-safe.
 */
final class Reception implements LinkOwner {
    private final Session session;
    private final Inbound inbound;
    private final Output output;
    private final Consumer<ConnectionEvent> events;
    private final LongAdder errors = new LongAdder();
    private final Object pass = new Object(); // guards the fields below, and whatever a pass hands on

    private @Nullable Overlap overlap;
    private @Nullable ActiveLink lameDuck;

    Reception(Session session, Inbound inbound, Output output, Consumer<ConnectionEvent> events) {
        this.session = session;
        this.inbound = inbound;
        this.output = output;
        this.events = events;
    }

    /** A link whose events come here. */
    ActiveLink link(Link link) {
        return new ActiveLink(link, this, pass);
    }

    /** Complaints of servers. */
    long errors() {
        return errors.sum();
    }

    /** Two links have the same subscriptions from now on, but for the members of queue groups, which share. */
    Overlap beginOverlap(ActiveLink old, Set<Long> queueSids) {
        synchronized (pass) {
            Overlap begun = new Overlap(old, queueSids, inbound::message);
            overlap = begun;
            return begun;
        }
    }

    /** The old link brings nothing more: what was held for it is handed on. */
    void release(Overlap over) {
        synchronized (pass) {
            over.release();
            inbound.endOfPass();
        }
    }

    /** Ends this overlap, unless there is another by now; what it still holds is dropped. */
    @SuppressWarnings("ReferenceEquality") // an overlap is itself and no other
    void endOverlap(Overlap over) {
        synchronized (pass) {
            if (overlap == over) {
                overlap = null;
            }
        }
    }

    @Override
    public void message(ActiveLink source, MessageView message) {
        Overlap now = overlap;
        if (now == null) {
            inbound.message(message);
        } else {
            now.message(source, message);
        }
    }

    @Override
    public void endOfPass() {
        inbound.endOfPass();
    }

    @Override
    public void ping(ActiveLink source) {
        output.pong();
    }

    @Override
    public void pong(ActiveLink source) {
        inbound.endOfPass(); // what came before the PONG is handed over before its fence falls
        output.pong(System.nanoTime());
    }

    @Override
    public void writable(ActiveLink source) {
        output.writable(source.transport());
    }

    @Override
    public void closed(ActiveLink source, @Nullable Throwable cause) {
        session.closed(source, cause);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a link is itself and no other
    public void info(ActiveLink source) {
        session.learn(source);
        if (source.info().lameDuckMode() && lameDuck != source) {
            lameDuck = source;
            session.lameDuck(source);
        }
    }

    @Override
    public void error(ActiveLink source, String text) {
        ServerErrorException error = ServerErrors.of(text);
        errors.increment();
        Subscription refused = inbound.refused(error);
        ClientLog.get().log(Logger.Level.WARNING, "server {0}: {1}", source.server(), text);
        events.accept(new ConnectionEvent.ServerError(error, refused));
        if (error.kind() == ServerErrorException.Kind.STALE) {
            source.close(error);
        } else if (isFatal(error)) {
            source.blame(error); // the server closes, and this is why
        }
    }

    /** Whether the server closes the connection after it (C40-C57). */
    private static boolean isFatal(ServerErrorException error) {
        String text = error.text().toLowerCase(Locale.ROOT);
        return switch (error.kind()) {
            case AUTHENTICATION, STALE -> true;
            case PERMISSION, OTHER -> false;
            case LIMIT -> !text.startsWith("maximum subscriptions");
            case PROTOCOL -> !text.startsWith("invalid publish subject") && !text.startsWith("invalid subject");
        };
    }
}
