package io.natter.client.messaging;

import io.natter.client.Message;
import io.natter.client.MessageHandler;
import io.natter.client.Outgoing;
import io.natter.client.ReplyErrorException;
import io.natter.client.ReplyHandler;
import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests with what a handler returns, or with the error it threw (ADR-32).
 *
 * <p>Thread-safe as its handler is. A message without reply subject is handled, and its answer dropped.
 */
final class Replying implements MessageHandler {
    private static final byte[] NOTHING = new byte[0];

    private final ReplyHandler handler;

    Replying(ReplyHandler handler) {
        this.handler = handler;
    }

    @Override
    public void handle(Message request) throws Exception {
        try {
            answer(request, handler.reply(request));
        } catch (ReplyErrorException refusal) {
            error(request, refusal);
        } catch (Throwable failure) {
            error(request, failure);
            throw failure;
        }
    }

    private static void answer(Message request, @Nullable Object answer) {
        if (request.replyTo() == null) {
            return;
        }
        if (answer instanceof Outgoing outgoing) {
            request.respond(outgoing.value(), outgoing.headers());
        } else {
            request.respond(answer == null ? NOTHING : answer);
        }
    }

    private static void error(Message request, Throwable failure) {
        if (request.replyTo() == null) {
            return;
        }
        Headers headers = ErrorReply.headers(failure);
        request.respond(NOTHING, headers);
    }
}
