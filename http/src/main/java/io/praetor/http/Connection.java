package io.praetor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Dispatch;
import io.praetor.http.route.Reply;
import io.praetor.model.stream.BytePipe;
import io.praetor.server.Cancellable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The requests of one connection, one after the other. Everything here runs on the connection's event loop.
///
/// A request is an [Exchange] from its head until both its last byte is read and its answer is written. Meanwhile the
/// gate in [RequestDecoder] is shut, except for the body. Whoever closes early still reads a little ([Output#close]),
/// or the client would see a reset instead of the answer.
final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// Bytes of an unwanted body that are read to save the connection.
    private static final int MAX_DISCARDED = 256 << 10;

    /// No deadline.
    private static final long NEVER = 0;

    final ServerContext context;
    final LoopConnections loop;
    final RequestDecoder decoder = new RequestDecoder(this);
    /// Where this stands in [LoopConnections].
    int place;

    private final @Nullable InetAddress client;
    private final Output output;
    private @Nullable Exchange exchange;
    /// Ticker nanoseconds.
    private long deadline = NEVER;
    private boolean inputEnded;
    private boolean paused;
    /// What still arrives is not worth decoding: the connection ends after the present answer.
    private boolean dropsInput;
    private boolean draining;

    /// @param client the address this connection is counted for; null when it is not counted
    Connection(ServerContext context, LoopConnections loop, Channel channel, @Nullable InetAddress client) {
        this.context = context;
        this.loop = loop;
        this.client = client;
        output = new Output(this, channel);
    }

    // ---- life

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        loop.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.remove(this);
        if (client != null) {
            context.clients().release(client);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        abandon();
    }

    /// The client is gone: nobody wants the answer.
    private void abandon() {
        Exchange left = exchange;
        exchange = null;
        if (left != null) {
            left.parked.cancel();
            if (!left.replied) {
                left.unanswered("the client went away");
            }
            if (left.pipe != null) {
                left.pipe.fail("the client went away");
            }
            if (left.stream != null) {
                left.stream.abandon();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atDebug().setCause(cause).log("connection broken");
        }
        output.cut();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            Exchange current = exchange;
            if (current == null) {
                output.close(true);
            } else if (!current.bodyDone || current.isParked()) {
                output.cut();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    /// A second has passed. A client that we keep from sending is not late.
    void checkDeadline(long nanos) {
        if (deadline != NEVER && !paused && nanos - deadline >= 0) {
            deadline = NEVER;
            output.cut();
        } else {
            output.checkProgress(nanos);
        }
    }

    /// The server stops: answers under way are finished, nothing new is begun.
    void drain() {
        draining = true;
        Exchange current = exchange;
        if (current == null || current.isParked()) {
            output.cut();
        } else {
            current.keepAlive = false;
        }
    }

    /// Whether a request is being answered whose answer comes to an end by itself.
    boolean isAnswering() {
        Exchange current = exchange;
        return current != null && !current.isParked() && !current.endless;
    }

    private void startDeadline(long nanos) {
        long at = context.ticker().nanos() + nanos;
        deadline = at == NEVER ? 1 : at;
    }

    // ---- input

    /// Whether bytes that arrive are dropped unread.
    boolean discardsInput() {
        return dropsInput || output.isEnding();
    }

    /// Whether the decoder may go on.
    boolean takesInput() {
        Exchange current = exchange;
        return current == null ? output.isReady() && !draining : !current.bodyDone;
    }

    /// Whether what comes next is a request.
    boolean awaitsHead() {
        return exchange == null;
    }

    /// A header goes on in another line.
    void refuseFolded() {
        deadline = NEVER;
        output.refuse(new Framing.Refused(400, "400 Bad Request"));
    }

    /// The decoder has done what it could with what arrived.
    ///
    /// @param partial whether it stopped within something
    /// @param waiting bytes that wait behind the gate
    void inputDecoded(boolean partial, int waiting) {
        Exchange current = exchange;
        if (current != null && !current.bodyDone) {
            startDeadline(context.bodyTimeout().toNanos());
        } else if (current == null && partial && deadline == NEVER && output.isReady()) {
            startDeadline(context.headTimeout().toNanos());
        }
        if (waiting > RequestDecoder.MAX_WAITING && !takesInput()) {
            pause();
        }
    }

    private void pause() {
        paused = true;
        output.channel().config().setAutoRead(false);
    }

    private void unpause() {
        if (paused) {
            paused = false;
            if (deadline != NEVER) {
                startDeadline(context.bodyTimeout().toNanos());
            }
            output.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof HttpRequest head) {
                onHead(head);
            }
            if (message instanceof HttpContent content) {
                onContent(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        output.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        output.pump();
        if (exchange == null && output.isReady()) {
            goOn();
        }
    }

    private void onHead(HttpRequest head) {
        deadline = NEVER;
        if (exchange != null || output.isEnding()) {
            return;
        }
        try {
            if (head.decoderResult().isFailure()) {
                throw Framing.unreadable(head.decoderResult().cause());
            }
            begin(head, Framing.of(head));
        } catch (Framing.Refused refused) {
            output.refuse(refused);
        }
    }

    private void begin(HttpRequest head, Framing framing) throws Framing.Refused {
        String method = head.method().name();
        String target = head.uri();
        SocketAddress remote = output.channel().remoteAddress();
        InetSocketAddress peer = remote instanceof InetSocketAddress inet ? inet : null;
        Dispatch dispatch = target.equals("*") && method.equals("OPTIONS")
                ? new Dispatch.Answered(Reply.empty(200), false, "")
                : context.router().dispatch(method, target, head.headers(), peer);
        if (dispatch == null) {
            throw new Framing.Refused(400, "400 Bad Request");
        }
        boolean old = head.protocolVersion().minorVersion() == 0;
        Exchange begun = new Exchange(this, method, target, old, head.headers(), dispatch);
        begun.keepAlive = framing.keepAlive();
        begun.mayContinue = framing.expects();
        begun.bodyDone = framing.length() == 0;
        if (context.isTimed() || RequestLog.isOn()) {
            begun.started = context.ticker().nanos();
        }
        begun.trail = context.audit().begin(method, target, head.headers(), remote);
        exchange = begun;
        switch (dispatch) {
            case Dispatch.Answered answered -> {
                ignoreBody(begun, framing.length());
                begun.complete(answered.reply());
            }
            case Dispatch.Called called -> begin(begun, called, framing.length());
        }
    }

    /// A body too long to be read for nothing costs the connection; better that the client knows before.
    private static void ignoreBody(Exchange begun, long length) {
        if (length > MAX_DISCARDED) {
            begun.keepAlive = false;
        }
    }

    private void begin(Exchange begun, Dispatch.Called called, long length) {
        switch (called.body()) {
            case BodyRule.Ignored _ -> {
                ignoreBody(begun, length);
                call(begun);
            }
            case BodyRule.Streamed _ -> {
                sendContinue(begun);
                BytePipe pipe = new BytePipe(this::pause, () -> onLoop(this::unpause));
                begun.pipe = pipe;
                called.request().setStream(pipe);
                if (length == 0) {
                    pipe.end();
                }
                call(begun);
            }
            case BodyRule.Buffered rule -> {
                if (length > rule.limit()) {
                    begun.keepAlive = false;
                    begun.complete(Reply.text(413, rule.tooLarge(length)));
                } else if (length == 0) {
                    call(begun);
                } else {
                    sendContinue(begun);
                    begun.body = new BodyBuffer(length);
                }
            }
        }
    }

    private void sendContinue(Exchange begun) {
        if (begun.mayContinue) {
            begun.mayContinue = false;
            output.send(Unpooled.wrappedBuffer(CONTINUE));
        }
    }

    private void onContent(HttpContent content) {
        Exchange current = exchange;
        if (current == null || current.bodyDone) {
            return;
        }
        if (content.decoderResult().isFailure()) {
            brokenBody(current);
            return;
        }
        take(current, content.content());
        if (content instanceof LastHttpContent && exchange == current) {
            bodyEnded(current);
        }
    }

    private void brokenBody(Exchange current) {
        if (current.pipe != null) {
            current.pipe.fail("malformed request body");
        }
        if (current.replied) {
            output.cut();
        } else {
            current.parked.cancel();
            current.unanswered("malformed request body");
            exchange = null;
            output.refuse(new Framing.Refused(400, "400 Bad Request"));
        }
    }

    private void take(Exchange current, ByteBuf piece) {
        int length = piece.readableBytes();
        if (length == 0) {
            return;
        }
        if (current.pipe != null && !current.replied) {
            current.pipe.offer(ByteBufUtil.getBytes(piece));
        } else if (current.body != null
                && current.called != null
                && current.called.body() instanceof BodyRule.Buffered rule) {
            if (current.body.length() + (long) length > rule.limit()) {
                current.keepAlive = false;
                current.body = null;
                current.complete(Reply.text(413, rule.tooLarge()));
            } else {
                current.body.append(piece, rule.limit());
            }
        } else {
            current.discarded += length;
            if (current.discarded > MAX_DISCARDED) {
                discardedTooMuch(current);
            }
        }
    }

    private void discardedTooMuch(Exchange current) {
        current.keepAlive = false;
        if (current.written) {
            output.close(false);
        } else {
            dropsInput = true;
        }
    }

    private void bodyEnded(Exchange current) {
        current.bodyDone = true;
        deadline = NEVER;
        if (current.pipe != null) {
            current.pipe.end();
        }
        if (current.collects() && !current.replied) {
            collected(current);
            call(current);
        } else if (current.written) {
            next(current);
        }
    }

    private static void collected(Exchange current) {
        if (current.body != null && current.called != null) {
            current.called.request().setBody(current.body.toBytes());
            current.body = null;
        }
    }

    // ---- the handler

    private void call(Exchange current) {
        Dispatch.Called called = current.called;
        current.called = null;
        if (called == null) {
            return;
        }
        CompletableFuture<Void> recorded = current.trail == null ? null : current.trail.begun();
        if (recorded == null || Audit.isRecorded(recorded)) {
            handle(current, called);
            return;
        }
        var _ = recorded.whenComplete((_, failure) -> onLoop(() -> {
            if (awaits(current) && failure == null) {
                handle(current, called);
            } else if (awaits(current)) {
                current.complete(Audit.unrecorded());
            }
        }));
    }

    private void handle(Exchange current, Dispatch.Called called) {
        Reply reply;
        try {
            reply = called.handler().handle(called.request());
        } catch (RuntimeException e) {
            current.fail(e);
            return;
        }
        switch (reply) {
            case Reply.Full full -> current.complete(full);
            case Reply.Later later -> start(current, later.work());
            case Reply.Blocking blocking ->
                context.blocking().execute(() -> {
                    try {
                        current.complete(blocking.job().call());
                    } catch (Exception e) {
                        current.fail(e);
                    }
                });
            case Reply.Streamed streamed -> stream(current, streamed.producer(), false);
            case Reply.Endless endless -> {
                current.endless = true;
                stream(current, endless.producer(), endless.compressed() && current.takesGzip());
            }
        }
    }

    private void stream(Exchange current, Reply.Producer producer, boolean gzip) {
        StreamedBody stream = new StreamedBody(this, output, current, gzip);
        current.stream = stream;
        context.blocking().execute(() -> stream.run(producer));
    }

    private void start(Exchange current, Reply.Work work) {
        Cancellable started;
        try {
            started = work.start(current);
        } catch (RuntimeException e) {
            current.fail(e);
            return;
        }
        if (!current.replied) {
            current.parked = started;
        }
    }

    /// Lets the event loop write an answer; on any thread.
    void onLoop(Exchange answered, Rendered rendered, @Nullable Throwable cause) {
        if (output.channel().eventLoop().inEventLoop()) {
            answer(answered, rendered, cause);
        } else {
            onLoop(() -> answer(answered, rendered, cause));
        }
    }

    /// Runs a task on the event loop; drops it when the server has stopped, and with it every connection.
    void onLoop(Runnable task) {
        try {
            output.channel().eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.atTrace().setCause(e).log("an answer came after the server had stopped");
        }
    }

    private void answer(Exchange answered, Rendered rendered, @Nullable Throwable cause) {
        if (answered != exchange || answered.replied) {
            return;
        }
        answered.replied = true;
        answered.parked = Cancellable.NONE;
        if (answered.pipe != null) {
            answered.pipe.close();
        }
        if (cause != null) {
            RequestLog.failed(answered, output.channel().remoteAddress(), cause);
        }
        report(answered, rendered.status);
        RequestAudit.Trail trail = answered.trail;
        CompletableFuture<Void> recorded =
                trail == null ? null : trail.ended(rendered.status, Audit.error(rendered, cause));
        if (recorded == null || Audit.isRecorded(recorded)) {
            output.write(answered, rendered);
            return;
        }
        var _ = recorded.whenComplete((_, failure) -> onLoop(() -> {
            if (exchange == answered) {
                output.write(answered, failure == null ? rendered : new Rendered(Audit.unrecorded(), false, false));
            }
        }));
    }

    /// Whether an exchange is the present one and still without an answer.
    boolean awaits(Exchange asked) {
        return asked == exchange && !asked.replied;
    }

    /// Tells observers and the log that a request is answered.
    void report(Exchange answered, int status) {
        if (answered.started != 0) {
            long nanos = context.ticker().nanos() - answered.started;
            RequestLog.finished(answered, output.channel().remoteAddress(), nanos);
            if (!answered.pattern.isEmpty()) {
                context.observer().answered(answered.method, answered.pattern, status, nanos);
            }
        }
    }

    /// The answer is written.
    void answerWritten(Exchange answered) {
        answered.written = true;
        if (answered.bodyDone) {
            next(answered);
        } else if (!answered.keepAlive || answered.mayContinue) {
            output.close(false);
        }
    }

    private void next(Exchange done) {
        if (!done.keepAlive || draining) {
            output.close(true);
            return;
        }
        exchange = null;
        unpause();
        goOn();
    }

    /// Decodes what waits behind the gate; closes when there will be no more.
    void goOn() {
        if (decoder.isDecoding()) {
            return;
        }
        try {
            decoder.resume();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("connection broken");
            output.cut();
            return;
        }
        output.flush();
        if (inputEnded && exchange == null && !output.isEnding()) {
            output.close(true);
        }
    }
}
