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

    private final Connection connection;
    private @Nullable ChannelHandlerContext context;
    private boolean decoding;
    /// Whether the last bytes decoded were the beginning of something.
    private boolean partial;

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
        if (connection.takesInput()) {
            super.decode(ctx, buffer, out);
            partial = out.isEmpty();
        }
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
