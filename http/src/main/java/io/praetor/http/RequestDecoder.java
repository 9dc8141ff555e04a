package io.praetor.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Netty's decoder, behind a gate: bytes of the next request stay undecoded until the answer to this one is written. So
/// a client that pipelines costs the bytes it sent and no more, and answers come in order by construction.
final class RequestDecoder extends HttpRequestDecoder {
    /// Request line, bytes: a key or a filter may be long.
    static final int MAX_LINE = 128 << 10;

    /// All headers of a request, bytes.
    static final int MAX_HEADERS = 64 << 10;

    /// Pieces in which bodies are handed on, bytes.
    private static final int MAX_PIECE = 64 << 10;

    /// Bytes of requests that may wait behind an unfinished one; beyond it we stop reading from the client.
    static final int MAX_WAITING = 64 << 10;

    private static final byte LINE_FEED = '\n';

    private final Connection connection;
    private @Nullable ChannelHandlerContext context;
    private boolean decoding;
    /// Whether the last bytes decoded were the beginning of something.
    private boolean partial;
    /// The request line is read, the end of the headers is not.
    private boolean inHeaders;

    RequestDecoder(Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_PIECE)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (connection.discardsInput()) {
            ReferenceCountUtil.release(message);
            return;
        }
        decoding = true;
        try {
            super.channelRead(ctx, message);
        } finally {
            decoding = false;
        }
        connection.inputDecoded(partial, actualReadableBytes());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (!connection.takesInput()) {
            return;
        }
        int line = -1;
        if (connection.awaitsHead()) {
            line = endOfRequestLine(buffer);
            if (isFolded(buffer, line)) {
                buffer.skipBytes(buffer.readableBytes());
                connection.refuseFolded();
                return;
            }
        }
        super.decode(ctx, buffer, out);
        partial = out.isEmpty();
        inHeaders = partial && connection.awaitsHead() && (inHeaders || (line >= 0 && buffer.readerIndex() >= line));
    }

    /// Where the first header begins; -1 when that is not known yet. Empty lines may come before a request.
    private int endOfRequestLine(ByteBuf buffer) {
        int at = buffer.readerIndex();
        while (!inHeaders && at < buffer.writerIndex()) {
            int end = buffer.indexOf(at, buffer.writerIndex(), LINE_FEED);
            if (end < 0) {
                return -1;
            }
            if (!isEmpty(buffer, at, end)) {
                return end + 1;
            }
            at = end + 1;
        }
        return inHeaders ? at : -1;
    }

    /// Whether a header goes on in another line (RFC 9112 §5.2): not every proxy joins them. Netty joins them silently
    /// and takes whole lines only, so that what it has left begins with one.
    private static boolean isFolded(ByteBuf buffer, int headers) {
        int at = headers;
        while (at >= 0 && at < buffer.writerIndex()) {
            byte first = buffer.getByte(at);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int end = buffer.indexOf(at, buffer.writerIndex(), LINE_FEED);
            if (end < 0 || isEmpty(buffer, at, end)) {
                return false;
            }
            at = end + 1;
        }
        return false;
    }

    private static boolean isEmpty(ByteBuf buffer, int from, int end) {
        return end == from || (end == from + 1 && buffer.getByte(from) == '\r');
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /// Whether it is at work, and goes on by itself once the gate is open.
    boolean isDecoding() {
        return decoding;
    }

    /// Goes on with what waits behind the gate.
    void resume() throws Exception {
        if (context != null && actualReadableBytes() > 0) {
            channelRead(context, Unpooled.EMPTY_BUFFER);
        }
    }

    /// The client has sent all it will. What waits behind the gate is still to be answered, so the decoder must not end
    /// here.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        super.userEventTriggered(ctx, event);
    }

    /// RFC 9112 §6.1 lets a server choose; a request that says its length twice is smuggling.
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
