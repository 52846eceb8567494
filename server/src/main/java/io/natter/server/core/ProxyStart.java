package io.natter.server.core;

import io.natter.server.tls.TlsStart;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a connection that may come through a proxy; gone from the pipeline when that is clear (B46, C25).
 *
 * <p>Confined to the connection's event loop. Stands first in the pipeline: the header comes in the clear, before any handshake.
 *
 * <pre>
 *   handshake_first with a delay       otherwise, after INFO where that comes before the handshake
 *        |                                          |
 *        v     delay over: INFO                     v     5 s: once more        5 s
 *     QUIET -------------------------------------> FIRST ---------------> REST -----> closed
 *        | bytes: no INFO before the handshake      ^ |   6 bytes           ^ |
 *        +------------------------------------------+ +---------------------+ +---> header or none: PASSING OVER --> gone
 * </pre>
 *
 * <p>Of what comes no more is kept than an undecided header has.
 */
final class ProxyStart extends ChannelInboundHandlerAdapter {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** With fewer bytes nothing can be told. */
    private static final int FIRST_BYTES = 6;

    private final Connection connection;
    private final @Nullable ClientTls tls;
    private final ByteBuf kept = Unpooled.buffer(ProxyHeader.UNDECIDED_BYTES_MAX);

    private State state = State.FIRST;
    private TlsStart.Begin begin = TlsStart.Begin.AFTER_INFO;
    private int passOverBytes; // of the header, still to come
    private @Nullable ScheduledFuture<?> timer;

    ProxyStart(Connection connection, @Nullable ClientTls tls) {
        this.connection = connection;
        this.tls = tls;
    }

    /** What is waited for; each state says what it means that nothing came. */
    private enum State {
        QUIET {
            @Override
            void onTime(ProxyStart start, ChannelHandlerContext ctx) {
                start.sendInfo();
                start.await(ctx, FIRST, PATIENCE);
            }
        },
        FIRST {
            @Override
            void onTime(ProxyStart start, ChannelHandlerContext ctx) {
                start.await(ctx, REST, PATIENCE);
            }
        },
        REST {
            @Override
            void onTime(ProxyStart start, ChannelHandlerContext ctx) {
                start.fail("timeout reading PROXY protocol header");
            }
        },
        PASSING_OVER {
            @Override
            void onTime(ProxyStart start, ChannelHandlerContext ctx) {
                start.fail("timeout reading PROXY protocol header");
            }
        },
        DONE {
            @Override
            void onTime(ProxyStart start, ChannelHandlerContext ctx) {
                // Nothing is waited for any more.
            }
        };

        abstract void onTime(ProxyStart start, ChannelHandlerContext ctx);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (tls == null || !tls.listener().handshake().first()) {
            sendInfo();
            await(ctx, State.FIRST, PATIENCE);
            return;
        }
        Duration fallbackDelay = tls.listener().handshake().fallbackDelay();
        begin = TlsStart.Begin.HANDSHAKE;
        if (fallbackDelay.isZero()) {
            await(ctx, State.FIRST, PATIENCE);
        } else {
            await(ctx, State.QUIET, fallbackDelay);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
        kept.release();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
        var in = (ByteBuf) read;
        try {
            if (state != State.DONE) {
                onBytes(ctx, in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && state != State.DONE) {
            fail("failed to read PROXY protocol header: EOF");
        }
        ctx.fireUserEventTriggered(event);
    }

    private void onBytes(ChannelHandlerContext ctx, ByteBuf in) {
        if (state == State.QUIET) {
            await(ctx, State.FIRST, PATIENCE);
        }
        if (state == State.PASSING_OVER) {
            passOver(ctx, in);
            return;
        }
        int keptBytes = kept.readableBytes();
        int start = in.readerIndex();
        kept.writeBytes(in, Math.min(in.readableBytes(), ProxyHeader.UNDECIDED_BYTES_MAX - keptBytes));
        ProxyHeader header = ProxyHeader.of(kept);
        if (header instanceof ProxyHeader.Malformed malformed) {
            fail(malformed.reason());
        } else if (header instanceof ProxyHeader.Absent) {
            in.readerIndex(start);
            settle(ctx, Unpooled.copiedBuffer(kept.slice(0, keptBytes), in));
        } else if (header instanceof ProxyHeader.Present present) {
            if (present.host() != null) {
                connection.comesFrom(present.host(), present.port());
            }
            in.readerIndex(start);
            passOverBytes = present.lengthBytes() - keptBytes;
            state = State.PASSING_OVER;
            passOver(ctx, in);
        } else if (state == State.FIRST && kept.readableBytes() >= FIRST_BYTES) {
            await(ctx, State.REST, PATIENCE);
        }
    }

    private void passOver(ChannelHandlerContext ctx, ByteBuf in) {
        int part = Math.min(passOverBytes, in.readableBytes());
        in.skipBytes(part);
        passOverBytes -= part;
        if (passOverBytes == 0) {
            settle(ctx, Unpooled.copiedBuffer(in));
        }
    }

    private void settle(ChannelHandlerContext ctx, ByteBuf rest) {
        state = State.DONE;
        var pipeline = ctx.pipeline();
        pipeline.remove(this);
        if (tls == null) {
            connection.staysPlain();
            connection.startClocks(connection.broker().authenticator().isRequired());
        } else {
            Securing.begin(connection, tls, begin);
        }
        if (rest.isReadable()) {
            pipeline.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }

    private void sendInfo() {
        begin = TlsStart.Begin.AFTER_INFO;
        boolean isTlsRequired = tls != null && !tls.allowsPlain();
        connection.send(connection.broker().announcement().openingWithoutAddress(connection, isTlsRequired));
        connection.delivery().flushNow();
    }

    private void fail(String reason) {
        state = State.DONE;
        stop();
        if (!connection.isClosed()) {
            connection
                    .broker()
                    .log()
                    .warn(
                            "Error reading PROXY protocol header from {}: {}",
                            connection.peer().address(),
                            reason);
            connection.close(ClosedReason.PROTOCOL_VIOLATION);
        }
    }

    private void await(ChannelHandlerContext ctx, State next, Duration patience) {
        stop();
        state = next;
        timer = ctx.executor().schedule(() -> state.onTime(this, ctx), patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
