package io.natter.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.server.account.Account;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.OutgoingMessage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The system account as its services and events see it: a loop to subscribe and publish by, and a worker for what takes its time.
 *
 * <p>Thread-safe.
 *
 * @param loop the loop of the system account
 * @param worker one thread, beside it
 * @param account the system account
 */
record SystemPort(InternalLoop loop, Executor worker, Account account) {
    /** Has requests of one account go to a handler, on the loop. */
    void subscribe(Account asking, String subject, Consumer<ServiceRequest> handler) {
        loop.subscribe(asking, subject.getBytes(UTF_8), null, message -> handler.accept(ServiceRequest.of(message)));
    }

    /** Publishes in the system account, when the loop comes to it. */
    void publish(String subject, byte[] payload) {
        publish(account, subject.getBytes(UTF_8), payload);
    }

    /** Publishes in some account, when the loop comes to it. */
    void publish(Account to, byte[] subject, byte[] payload) {
        loop.execute(() -> loop.publish(to, new OutgoingMessage().to(subject).payload(payload)));
    }

    /** Whether somebody in the system account listens. On the loop. */
    boolean isListenedTo(String subject) {
        return loop.hasInterest(account, subject.getBytes(UTF_8));
    }

    /** Publishes in some account what is only made when somebody listens. On the loop. */
    void publishIfWanted(Account to, String subject, Supplier<byte[]> payload) {
        byte[] bytes = subject.getBytes(UTF_8);
        if (loop.hasInterest(to, bytes)) {
            loop.publish(to, new OutgoingMessage().to(bytes).payload(payload.get()));
        }
    }
}
