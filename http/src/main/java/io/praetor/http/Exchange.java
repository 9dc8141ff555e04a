package io.praetor.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Dispatch;
import io.praetor.http.route.Failures;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Reply;
import io.praetor.model.stream.BytePipe;
import io.praetor.server.Cancellable;
import org.jspecify.annotations.Nullable;

/// One request and its answer. While the answer is parked this is all that is kept of the request; everything but
/// [#complete] and [#fail] belongs to the event loop.
final class Exchange implements Reply.Completion {
    private static final byte GZIP = 1;
    private static final byte PRETTY = 2;
    private static final byte ENDPOINT = 4;
    private static final byte HEAD = 8;
    private static final byte HTTP_1_0 = 16;

    final Connection connection;
    final String method;
    final String target;
    final String pattern;
    private final byte flags;
    /// Nanoseconds; 0 when nobody wants to know how long the request takes.
    long started;
    boolean keepAlive;
    /// The whole request has been read.
    boolean bodyDone;
    /// The answer is being written.
    boolean replied;
    /// The answer is written.
    boolean written;
    /// The client holds its body back until it is told to go on.
    boolean mayContinue;
    /// Bytes of a body that nobody reads.
    int discarded;

    Cancellable parked = Cancellable.NONE;
    /// Set until the handler has run.
    Dispatch.@Nullable Called called;

    @Nullable BodyBuffer body;

    @Nullable BytePipe pipe;

    /// The answer while a thread writes it.
    @Nullable StreamedBody stream;

    /// Its record, if one is kept.
    RequestAudit.@Nullable Trail trail;

    /// The answer does not end by itself.
    boolean endless;

    Exchange(Connection connection, String method, String target, boolean old, HttpHeaders headers, Dispatch dispatch) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        int bits = dispatch.isEndpoint() ? ENDPOINT : 0;
        bits |= method.equals("HEAD") ? HEAD : 0;
        bits |= old ? HTTP_1_0 : 0;
        bits |= dispatch.isEndpoint() && acceptsGzip(headers.get(HeaderNames.ACCEPT_ENCODING)) ? GZIP : 0;
        pattern = dispatch.pattern();
        if (dispatch instanceof Dispatch.Called toCall) {
            called = toCall;
            bits |= toCall.request().pretty() ? PRETTY : 0;
        }
        flags = (byte) bits;
    }

    /// Whether `Accept-Encoding` names gzip with a weight above 0.
    static boolean acceptsGzip(@Nullable String header) {
        if (header == null) {
            return false;
        }
        int at = header.indexOf("gzip");
        if (at < 0) {
            return false;
        }
        int end = header.indexOf(',', at);
        String parameters =
                header.substring(at + 4, end < 0 ? header.length() : end).replace(" ", "");
        return !parameters.startsWith(";q=0") || parameters.chars().anyMatch(c -> c >= '1' && c <= '9');
    }

    /// Records that there will be no answer.
    void unanswered(String why) {
        if (trail != null) {
            var _ = trail.ended(0, why);
        }
    }

    boolean isEndpoint() {
        return (flags & ENDPOINT) != 0;
    }

    boolean isHead() {
        return (flags & HEAD) != 0;
    }

    boolean isOld() {
        return (flags & HTTP_1_0) != 0;
    }

    /// Whether it waits for something that can be called off.
    boolean isParked() {
        return endless || !parked.equals(Cancellable.NONE);
    }

    /// Whether the client takes compressed answers here.
    boolean takesGzip() {
        return (flags & GZIP) != 0;
    }

    /// Whether the body is kept whole for the handler.
    boolean collects() {
        return called != null && called.body() instanceof BodyRule.Buffered;
    }

    /// Encodes the answer on the calling thread, and lets the event loop write it.
    @Override
    public void complete(Reply.Full reply) {
        Rendered rendered;
        try {
            rendered = new Rendered(reply, (flags & PRETTY) != 0, (flags & GZIP) != 0);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        connection.onLoop(this, rendered, null);
    }

    @Override
    public void fail(Throwable cause) {
        Rendered rendered = new Rendered(Failures.reply(cause), false, false);
        connection.onLoop(this, rendered, cause);
    }
}
