package io.natter.server.monitor;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader: takes its requests one after the other and sends the pages.
 *
 * <p>Confined to the monitor's event loop, but for the rendering of a page, which a page thread does meanwhile.
 * <pre>
 *  WAITING --request line and headers--&gt; RECEIVING --end of request--&gt; RENDERING --page sent--&gt; WAITING
 *     |                                      |                            |
 *     +--- too long, malformed --------------+---- a body, another method ---&gt; answered, closed when the reader is
 * +--- too slow, idle -------------------+-------------------------------&gt; closed
 * </pre>
 * Nothing is read while a page is rendered, so a reader has one page at most under way.
 */
final class MonitorConnection extends SimpleChannelInboundHandler<HttpObject> {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorConnection.class);

    /** How long the first request may take to arrive, from connecting on. */
    private static final long FIRST_REQUEST_SECONDS_MAX = 5;

    /** How long any later request may take to arrive, from the end of the page before. */
    private static final long NEXT_REQUEST_SECONDS_MAX = 60;

    private static final int OPTIONS_MAX = 64;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final String STYLE_ONLY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final Pages pages;
    private final Executor pageThreads;
    private final PendingPages pending;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable HttpRequest request; // from its headers on, until its end
    private boolean isReceiving; // in WAITING and RECEIVING only

    MonitorConnection(Pages pages, Executor pageThreads, PendingPages pending) {
        this.pages = pages;
        this.pageThreads = pageThreads;
        this.pending = pending;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        await(context, FIRST_REQUEST_SECONDS_MAX);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // Flow control forgets a demand that the bytes of this read did not meet.
        if (isReceiving) {
            context.read();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            refuse(context, malformed(part.decoderResult().cause()));
            return;
        }
        if (part instanceof HttpRequest head) {
            request = head;
        }
        if (part instanceof HttpContent content && content.content().isReadable()) {
            refuse(context, PageReply.text(413, "request body: got one, expected none\n"));
            return;
        }
        HttpRequest complete = request;
        if (!(part instanceof LastHttpContent) || complete == null) {
            context.read();
            return;
        }
        request = null;
        isReceiving = false;
        cancelDeadline();
        answer(context, complete);
    }

    private void answer(ChannelHandlerContext context, HttpRequest complete) {
        if (!complete.method().equals(HttpMethod.GET) && !complete.method().equals(HttpMethod.HEAD)) {
            refuse(context, PageReply.text(405, "method: got " + complete.method() + ", expected GET or HEAD\n"));
            return;
        }
        PageRequest asked;
        try {
            asked = parse(complete.uri());
        } catch (IllegalArgumentException badEscape) {
            refuse(
                    context,
                    PageReply.badRequest("request path: got " + GoText.quote(complete.uri()) + ", expected a URL\n"));
            return;
        }
        try {
            pageThreads.execute(() -> renderFor(context, asked));
        } catch (RejectedExecutionException tooManyWait) {
            refuse(context, busy());
        }
    }

    private void renderFor(ChannelHandlerContext context, PageRequest asked) {
        PageReply page = render(asked);
        try {
            context.executor().execute(() -> send(context, page));
        } catch (RejectedExecutionException closingDown) {
            LOG.debug("monitor: page {} was ready too late", asked.path());
        }
    }

    private static PageRequest parse(String uri) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, OPTIONS_MAX, true);
        return new PageRequest(decoder.path(), decoder.parameters());
    }

    /** The root of a page thread's work: whatever goes wrong costs this page only. */
    private PageReply render(PageRequest asked) {
        try {
            return pages.render(asked);
        } catch (RuntimeException unexpected) {
            LOG.warn("monitor: page {} failed", asked.path(), unexpected);
            return PageReply.text(500, "the page could not be rendered; the server's log says why\n");
        }
    }

    private void send(ChannelHandlerContext context, PageReply page) {
        PageReply kept = pending.tryKeep(page.body().length) ? page : busy();
        context.writeAndFlush(response(kept)).addListener(written -> {
            if (kept == page) {
                pending.sent(page.body().length);
            }
            if (written.isSuccess() && context.channel().isActive()) {
                await(context, NEXT_REQUEST_SECONDS_MAX);
            }
        });
    }

    /** Sends {@code page} and closes: what comes next from this reader would not be understood. */
    private void refuse(ChannelHandlerContext context, PageReply page) {
        cancelDeadline();
        isReceiving = false;
        request = null;
        FullHttpResponse response = response(page);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (page.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        context.pipeline().remove(HttpServerKeepAliveHandler.class); // it would close at once
        context.writeAndFlush(response).addListener(written -> {
            if (written.isSuccess() && context.channel() instanceof SocketChannel socket) {
                LingeringClose.begin(socket);
            } else {
                var unused = context.close();
            }
        });
    }

    private static FullHttpResponse response(PageReply page) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(page.status()), Unpooled.wrappedBuffer(page.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, page.body().length)
                .set(HttpHeaderNames.DATE, HTTP_DATE.format(Instant.now()))
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("x-content-type-options", "nosniff")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, STYLE_ONLY);
        return response;
    }

    private static PageReply busy() {
        return PageReply.text(503, "too many pages are under way; try again later\n");
    }

    private static PageReply malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return PageReply.text(414, "request line: too long\n");
        }
        return cause instanceof TooLongHttpHeaderException
                ? PageReply.text(431, "request headers: too long\n")
                : PageReply.badRequest("request: malformed\n");
    }

    private void await(ChannelHandlerContext context, long secondsMax) {
        Runnable close = () -> {
            var unused = context.close();
        };
        isReceiving = true;
        deadline = context.executor().schedule(close, secondsMax, TimeUnit.SECONDS);
        context.read();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            var unused = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // Readers break off, and strangers fail the TLS handshake, every day.
        LOG.debug("monitor: reader {} lost", context.channel().remoteAddress(), cause);
        var unused = context.close();
    }
}
