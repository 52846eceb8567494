package io.natter.cli.command;

import io.natter.client.ConnectionStatistics;
import io.natter.client.Message;
import io.natter.client.MessageHandler;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.Outgoing;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.wire.Headers;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A connection to nowhere: remembers what is published, and hands out what was put in.
 *
 * <p>Confined to the test. What a command calls besides is refused.
 */
final class FakeNats implements InvocationHandler {
    final List<String> published = new ArrayList<>();
    final List<NatsOptions> connected = new ArrayList<>();
    final List<Message> incoming = new ArrayList<>();
    final Queue<Message> answers = new ArrayDeque<>();

    NatsConnection connect(NatsOptions options) {
        connected.add(options);
        return proxy(NatsConnection.class, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        return switch (method.getName()) {
            case "publish" -> publish(given);
            case "subscribe" -> subscribe(given);
            case "statistics" -> new ConnectionStatistics(published.size(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            case "options" -> connected.get(connected.size() - 1);
            case "rtt" -> Duration.ofNanos(123_456);
            case "server" -> "nats://fake:4222";
            case "flush", "addListener", "close", "closeNow" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private @Nullable Object publish(Object[] given) {
        Outgoing message = given[0] instanceof Outgoing outgoing
                ? outgoing
                : Outgoing.of((String) given[0], given[1]).withHeaders((Headers) given[2]);
        StringBuilder text = new StringBuilder(message.subject());
        boolean isInbox = message.replyTo() != null && message.replyTo().startsWith("_INBOX.");
        text.append(message.replyTo() == null ? "" : isInbox ? " reply to an inbox" : " reply to " + message.replyTo());
        message.headers()
                .entries()
                .forEach(header ->
                        text.append(' ').append(header.name()).append('=').append(header.value()));
        text.append(": ").append(new String((byte[]) message.value(), StandardCharsets.UTF_8));
        published.add(text.toString());
        return null;
    }

    private Object subscribe(Object[] given) throws Exception {
        Object last = given[given.length - 1];
        if (last instanceof MessageHandler handler) {
            for (Message message : incoming) {
                if (Subjects.matches(message.subject(), (String) given[0])) {
                    handler.handle(message);
                }
            }
            return proxy(Subscription.class, (proxy, method, arguments) -> null);
        }
        return proxy(
                SyncSubscription.class,
                (proxy, method, arguments) ->
                        method.getName().equals("next") ? Optional.ofNullable(answers.poll()) : null);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeNats.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
