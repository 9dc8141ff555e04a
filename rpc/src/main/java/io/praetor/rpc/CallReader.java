package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.praetor.model.codec.DecodeException;
import io.praetor.rpc.wire.Budget;
import io.praetor.rpc.wire.Duplex;
import io.praetor.rpc.wire.RequestHeader;
import io.praetor.rpc.wire.ResponseHeader;
import io.praetor.rpc.wire.ValueCollector;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one caller's requests and writes the answers: one call at a time, in order. What arrives meanwhile is kept
/// without credit for more.
final class CallReader implements Duplex.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(CallReader.class);

    private static final int MAX_HEADER_BYTES = 4 << 10;
    private static final byte[] EMPTY_MAP = {(byte) 0x80};

    private final CallService service;
    private final Duplex duplex;
    private final Budget budget;
    private final Budget replies;
    private final ValueCollector collector = new ValueCollector();
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private @Nullable RequestHeader header;
    private @Nullable CallUnderWay call;
    /// An answer leaves or is waited for.
    private boolean busy;
    /// Only a part of the answer is handed over.
    private boolean sending;
    private boolean inputEnded;
    private boolean finished;
    private long charged;
    /// Bytes of the answer that leaves.
    private long leaving;

    CallReader(CallService service, Duplex duplex, CallBudget budget) {
        this.service = service;
        this.duplex = duplex;
        this.budget = budget.requests();
        replies = budget.replies();
    }

    @Override
    public void received(ByteBuf bytes) {
        if (finished) {
            duplex.consumed(bytes.readableBytes());
            return;
        }
        if (!charge(bytes.readableBytes())) {
            return;
        }
        if (!busy && !held.isReadable()) {
            read(bytes);
        }
        if (bytes.isReadable() && !finished) {
            held = held.capacity() == 0 ? Unpooled.buffer(bytes.readableBytes()) : held.discardSomeReadBytes();
            held.writeBytes(bytes);
        }
    }

    private boolean charge(int bytes) {
        if (!budget.take(bytes)) {
            giveUp("too many bytes of its requests are under way", budget);
            return false;
        }
        charged += bytes;
        return true;
    }

    private void giveUp(String reason, Budget exceeded) {
        LOG.atWarn()
                .addKeyValue("peer", duplex.peer())
                .addKeyValue("reason", reason)
                .addKeyValue("bytes", exceeded.taken())
                .log("gave up a call of a connection");
        finish();
        duplex.reset();
    }

    private void left() {
        replies.release(leaving);
        leaving = 0;
    }

    private void uncharge(long bytes) {
        charged -= bytes;
        budget.release(bytes);
    }

    private void read(ByteBuf in) {
        try {
            while (!busy && !finished && in.isReadable()) {
                int before = in.readableBytes();
                boolean complete = collector.take(in, header == null ? MAX_HEADER_BYTES : service.maxRequestBytes);
                duplex.consumed(before - in.readableBytes());
                if (complete) {
                    complete(collector.finish());
                }
            }
        } catch (DecodeException e) {
            service.failures.increment();
            RequestHeader broken = header;
            if (broken == null) {
                LOG.atDebug().addKeyValue("peer", duplex.peer()).setCause(e).log("closed a stream of no requests");
                finish();
                duplex.end();
            } else {
                busy = true;
                answer(broken, String.valueOf(e.getMessage()), EMPTY_MAP, true);
            }
        }
    }

    private void complete(byte[] value) throws DecodeException {
        RequestHeader present = header;
        if (present == null) {
            uncharge(value.length);
            header = RequestHeader.decode(value);
            return;
        }
        busy = true;
        service.requests.increment();
        CallUnderWay begun = new CallUnderWay(this, present, value, duplex.peer());
        call = begun;
        try {
            service.handler.handle(begun);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("method", present.method())
                    .setCause(e)
                    .log("a call failed for a reason it should not have");
            begun.fail("internal error", true);
        }
    }

    /// Takes the answer, on any thread, once.
    void answered(CallUnderWay answered, String error, byte[] body, boolean close) {
        if (duplex.loop().inEventLoop()) {
            answerCall(answered, error, body, close);
        } else {
            Loops.execute(duplex.loop(), () -> answerCall(answered, error, body, close));
        }
    }

    private void answerCall(CallUnderWay answered, String error, byte[] body, boolean close) {
        if (answered == call && !finished) {
            call = null;
            uncharge(answered.body().length);
            if (close) {
                service.failures.increment();
            }
            answer(answered.header(), error, body, close || service.once);
        }
    }

    private void answer(RequestHeader asked, String error, byte[] body, boolean close) {
        if (!replies.takeLast(body.length)) {
            giveUp("too many bytes of answers wait for it", replies);
            return;
        }
        leaving = body.length;
        sending = true;
        duplex.send(Unpooled.wrappedBuffer(new ResponseHeader(error, asked.seq(), asked.method()).encode()));
        duplex.send(Unpooled.wrappedBuffer(body));
        sending = false;
        if (close) {
            left();
            finish();
            duplex.end();
        } else if (duplex.isDrained()) {
            Loops.execute(duplex.loop(), this::drained);
        }
    }

    @Override
    public void drained() {
        if (busy && call == null && !sending && !finished && duplex.isDrained()) {
            left();
            header = null;
            busy = false;
            read(held);
            if (!held.isReadable()) {
                held = Unpooled.EMPTY_BUFFER;
                endIfOver();
            }
        }
    }

    @Override
    public void ended() {
        inputEnded = true;
        endIfOver();
    }

    private void endIfOver() {
        if (inputEnded && !busy && !finished && !held.isReadable()) {
            finish();
            duplex.end();
        }
    }

    @Override
    public void closed(@Nullable IOException cause) {
        left();
        finish();
        CallUnderWay lost = call;
        if (lost != null) {
            call = null;
            lost.abandon();
        }
    }

    private void finish() {
        finished = true;
        collector.clear();
        held = Unpooled.EMPTY_BUFFER;
        uncharge(charged);
    }
}
