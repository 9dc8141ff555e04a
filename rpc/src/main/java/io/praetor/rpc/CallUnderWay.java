package io.praetor.rpc;

import io.praetor.rpc.wire.RequestHeader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// One call on the server port, from its last byte to its answer.
final class CallUnderWay implements CallHandler.Call {
    private static final byte[] EMPTY_MAP = {(byte) 0x80};

    private final CallReader reader;
    private final RequestHeader header;
    private final byte[] body;
    private final InetAddress peer;

    /// Guards the two below.
    private final Object lock = new Object();

    private State state = State.OPEN;
    private List<Runnable> onAbandon = List.of();

    private enum State {
        OPEN,
        ANSWERED,
        ABANDONED
    }

    CallUnderWay(CallReader reader, RequestHeader header, byte[] body, InetAddress peer) {
        this.reader = reader;
        this.header = header;
        this.body = body;
        this.peer = peer;
    }

    RequestHeader header() {
        return header;
    }

    @Override
    public String method() {
        return header.method();
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public InetAddress peer() {
        return peer;
    }

    @Override
    public void reply(byte[] value) {
        if (settle()) {
            reader.answered(this, "", value, false);
        }
    }

    @Override
    public void fail(String error, boolean close) {
        if (settle()) {
            reader.answered(this, error.isEmpty() ? "unknown error" : error, EMPTY_MAP, close);
        }
    }

    private boolean settle() {
        synchronized (lock) {
            if (state != State.OPEN) {
                return false;
            }
            state = State.ANSWERED;
            onAbandon = List.of();
            return true;
        }
    }

    @Override
    public void onAbandon(Runnable task) {
        synchronized (lock) {
            if (state == State.OPEN) {
                List<Runnable> more = new ArrayList<>(onAbandon);
                more.add(task);
                onAbandon = more;
                return;
            }
            if (state == State.ANSWERED) {
                return;
            }
        }
        task.run();
    }

    /// The caller is gone.
    void abandon() {
        List<Runnable> tasks;
        synchronized (lock) {
            if (state != State.OPEN) {
                return;
            }
            state = State.ABANDONED;
            tasks = onAbandon;
            onAbandon = List.of();
        }
        tasks.forEach(Runnable::run);
    }
}
