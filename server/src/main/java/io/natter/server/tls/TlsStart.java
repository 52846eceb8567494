package io.natter.server.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a connection to a listener that has TLS; gone from the pipeline when that is over (B48, B121, C91).
 *
 * <p>Confined to the connection's event loop. Stands first in the pipeline, until it puts Netty's handler for TLS
 * before itself.
 *
 * <pre>
 *               handshake_first                     INFO sent, upgrade               handshake done
 *  (added) -------------------------> SECURING <------------------------ (added)   SECURING ------> DONE
 *     |  \                               ^  ^                               |
 *     |   handshake_first with a delay   |  | 0x16                          | allow_non_tls, INFO sent
 *     |       v        bytes             |  |                               v
 *     |   WAITING -----------------------+  +---------------------------- SNIFFING
 *     |       | delay over: INFO sent, then as without handshake_first      | other bytes, or none for the timeout
 *     |       +-------------------------------------------------------->    v
 *     |                                                                    DONE, in the clear
 * </pre>
 */
public final class TlsStart extends ChannelInboundHandlerAdapter {
    /** First byte of every handshake record of TLS. */
    private static final int HANDSHAKE_RECORD = 0x16;

    private final ListenerTls tls;
    private final boolean allowsPlain;
    private final Executor handshakeExecutor;
    private final TlsStartListener listener;
    private final Begin begin;

    private State state = State.NEW;
    private boolean isFirst;
    private @Nullable Future<?> timer;

    /**
     * The beginning of one connection.
     *
     * @param allowsPlain whether a client may stay in the clear ({@code allow_non_tls})
     * @param handshakeExecutor runs the costly steps of the handshake, away from the event loop
     */
    public TlsStart(
            ListenerTls tls, boolean allowsPlain, Executor handshakeExecutor, TlsStartListener listener, Begin begin) {
        this.tls = tls;
        this.allowsPlain = allowsPlain;
        this.handshakeExecutor = handshakeExecutor;
        this.listener = listener;
        this.begin = begin;
    }

    /** What came before. */
    public enum Begin {
        /** Nothing: whether INFO or the handshake comes first follows from the configuration. */
        FRESH {
            @Override
            void begin(TlsStart start, ChannelHandlerContext ctx) {
                start.begin(ctx);
            }
        },
        /** INFO, sent by somebody else. */
        AFTER_INFO {
            @Override
            void begin(TlsStart start, ChannelHandlerContext ctx) {
                start.afterInfo(ctx);
            }
        },
        /** Bytes of a client that did not wait for INFO: the handshake is first. */
        HANDSHAKE {
            @Override
            void begin(TlsStart start, ChannelHandlerContext ctx) {
                start.isFirst = true;
                start.secure(ctx, null);
            }
        };

        abstract void begin(TlsStart start, ChannelHandlerContext ctx);
    }

    /** Where a connection is; each state says what bytes mean in it. */
    private enum State {
        NEW {
            @Override
            void onBytes(TlsStart start, ChannelHandlerContext ctx, ByteBuf bytes) {
                throw new IllegalStateException("bytes: got some before the channel was active");
            }
        },
        WAITING {
            @Override
            void onBytes(TlsStart start, ChannelHandlerContext ctx, ByteBuf bytes) {
                start.isFirst = true; // whatever they are: nobody else speaks before INFO
                start.secure(ctx, bytes);
            }
        },
        SNIFFING {
            @Override
            void onBytes(TlsStart start, ChannelHandlerContext ctx, ByteBuf bytes) {
                if (bytes.getUnsignedByte(bytes.readerIndex()) == HANDSHAKE_RECORD) {
                    start.secure(ctx, bytes);
                } else {
                    start.stayPlain(ctx);
                    ctx.fireChannelRead(bytes.retain());
                }
            }
        },
        SECURING {
            @Override
            void onBytes(TlsStart start, ChannelHandlerContext ctx, ByteBuf bytes) {
                ctx.fireChannelRead(bytes.retain());
            }
        },
        DONE {
            @Override
            void onBytes(TlsStart start, ChannelHandlerContext ctx, ByteBuf bytes) {
                // The connection has failed and is about to close: nobody waits for these.
            }
        };

        abstract void onBytes(TlsStart start, ChannelHandlerContext ctx, ByteBuf bytes);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            begin.begin(this, ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.fireChannelActive();
        if (state == State.NEW) {
            begin.begin(this, ctx);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof ByteBuf bytes && bytes.isReadable()) {
                state.onBytes(this, ctx, bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion && state == State.SECURING) {
            onHandshakeEnd(ctx, completion);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (state == State.DONE) {
            return; // told already as the failure of the handshake
        }
        ctx.fireExceptionCaught(cause);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopTimer();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopTimer();
        ctx.fireChannelInactive();
    }

    private void begin(ChannelHandlerContext ctx) {
        Duration fallbackDelay = tls.handshake().fallbackDelay();
        if (!tls.handshake().first()) {
            sendInfo(ctx);
        } else if (fallbackDelay.isZero()) {
            isFirst = true;
            secure(ctx, null);
        } else {
            state = State.WAITING;
            startTimer(ctx, fallbackDelay, () -> sendInfo(ctx));
        }
    }

    private void sendInfo(ChannelHandlerContext ctx) {
        listener.onInfoDue(!allowsPlain);
        if (ctx.channel().isActive()) {
            afterInfo(ctx);
        }
    }

    private void afterInfo(ChannelHandlerContext ctx) {
        if (allowsPlain) {
            state = State.SNIFFING;
            startTimer(ctx, tls.handshakeTimeout(), () -> stayPlain(ctx));
        } else {
            secure(ctx, null);
        }
    }

    private void stayPlain(ChannelHandlerContext ctx) {
        state = State.DONE;
        ctx.pipeline().remove(this);
        listener.onReady(null);
    }

    private void secure(ChannelHandlerContext ctx, @Nullable ByteBuf firstBytes) {
        stopTimer();
        if (!tls.mayBegin(System.nanoTime())) {
            fail(TlsFailure.THROTTLED);
            return;
        }
        state = State.SECURING;
        SslHandler handler = tls.newHandler(ctx.alloc(), handshakeExecutor);
        ctx.pipeline().addFirst("tls", handler);
        if (firstBytes != null) {
            ctx.pipeline().fireChannelRead(ctx.alloc().buffer().writeBytes(firstBytes));
        }
    }

    private void onHandshakeEnd(ChannelHandlerContext ctx, SslHandshakeCompletionEvent completion) {
        if (!completion.isSuccess()) {
            fail(TlsFailure.of(completion.cause()));
            return;
        }
        SslHandler handler = ctx.pipeline().get(SslHandler.class);
        TlsFacts facts = TlsFacts.of(handler.engine().getSession(), isFirst);
        if (!tls.pinned().allow(facts.peerCertificates())) {
            fail(TlsFailure.NOT_PINNED);
            return;
        }
        state = State.DONE;
        ctx.pipeline().remove(this);
        if (isFirst) {
            listener.onInfoDue(true);
        }
        listener.onReady(facts);
    }

    private void fail(TlsFailure failure) {
        state = State.DONE;
        listener.onFailed(failure);
    }

    private void startTimer(ChannelHandlerContext ctx, Duration delay, Runnable task) {
        stopTimer();
        timer = ctx.executor().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
