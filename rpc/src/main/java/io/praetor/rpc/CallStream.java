package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.praetor.model.codec.DecodeException;
import io.praetor.rpc.wire.Duplex;
import io.praetor.rpc.wire.RequestHeader;
import io.praetor.rpc.wire.ResponseHeader;
import io.praetor.rpc.wire.TlsRefusedException;
import io.praetor.rpc.wire.ValueCollector;
import io.praetor.rpc.yamux.Session;
import io.praetor.rpc.yamux.Stream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The calling end of a stream: one call after the other, until one of them fails.
final class CallStream implements Duplex.Listener {
    /// The longest header of a response; error texts may quote much.
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private final PooledSession session;
    private final ValueCollector collector = new ValueCollector();
    private @Nullable Stream stream;
    private @Nullable OutgoingCall call;
    private @Nullable ResponseHeader header;
    private long seq;
    private boolean finished;

    CallStream(PooledSession session) {
        this.session = session;
    }

    void open(Session multiplexed) {
        stream = multiplexed.open(this);
    }

    void carry(OutgoingCall begun, long number) {
        call = begun;
        seq = number;
        begun.carriedBy(this);
        if (stream != null) {
            stream.send(Unpooled.wrappedBuffer(new RequestHeader(number, begun.method()).encode()));
            stream.send(Unpooled.wrappedBuffer(begun.body()));
        }
    }

    /// The call wants no answer any more.
    void giveUp() {
        if (call != null) {
            call = null;
            session.callEnded();
        }
        reset();
    }

    private void reset() {
        finished = true;
        if (stream != null) {
            stream.reset();
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        Stream present = stream;
        if (present == null || finished) {
            return;
        }
        int length = bytes.readableBytes();
        try {
            read(bytes);
        } catch (DecodeException e) {
            fail(new IOException("rpc: the answer makes no sense: " + e.getMessage(), e));
            reset();
            return;
        }
        if (bytes.isReadable() && !finished) {
            fail(new IOException("rpc: an answer that nobody asked for"));
            reset();
            return;
        }
        present.consumed(length);
    }

    private void read(ByteBuf in) throws DecodeException {
        while (call != null && in.isReadable()) {
            if (!collector.take(in, header == null ? MAX_HEADER_BYTES : session.maxReplyBytes())) {
                return;
            }
            byte[] value = collector.finish();
            if (header == null) {
                header = ResponseHeader.decode(value);
                if (header.seq() != seq) {
                    throw new DecodeException("its number is " + header.seq() + ", not " + seq);
                }
            } else {
                complete(header, value);
                return;
            }
        }
    }

    private void complete(ResponseHeader answered, byte[] body) {
        OutgoingCall done = call;
        call = null;
        header = null;
        if (answered.error().isEmpty() && stream != null && !stream.isEnded()) {
            if (!session.keep(this)) {
                end();
            }
        } else {
            end();
        }
        session.callEnded();
        if (done != null) {
            if (answered.error().isEmpty()) {
                done.answer(body);
            } else {
                done.fail(new RpcError(answered.error()));
            }
        }
    }

    private void end() {
        finished = true;
        session.lost(this);
        if (stream != null) {
            stream.end();
        }
    }

    private void fail(IOException cause) {
        OutgoingCall failed = call;
        session.lost(this);
        if (failed != null) {
            call = null;
            failed.fail(cause);
            session.callEnded();
        }
    }

    @Override
    public void ended() {
        if (call != null) {
            session.retire();
            fail(new IOException("EOF"));
        }
        end();
    }

    @Override
    public void drained() {}

    @Override
    public void closed(@Nullable IOException cause) {
        finished = true;
        fail(
                switch (cause) {
                    case null -> new IOException("EOF");
                    // nobody has looked at the call
                    case TlsRefusedException refused ->
                        new IOException(
                                "rpc error getting client: failed to get conn: " + refused.getMessage(), refused);
                    default -> cause;
                });
    }
}
