package io.praetor.server.wire;

import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.rpc.CallHandler;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A call whose answer is kept.
final class FakeCall implements CallHandler.Call {
    private final String method;
    private final byte[] body;
    private final List<Runnable> tasks = new ArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /// @param error empty if there was none
    private record Outcome(String error, boolean closed, Bytes reply) {}

    FakeCall(String method, byte[] body) {
        this.method = method;
        this.body = body;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public InetAddress peer() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void reply(byte[] value) {
        settle(new Outcome("", false, Bytes.of(value)));
    }

    @Override
    public void fail(String error, boolean close) {
        settle(new Outcome(error, close, Bytes.EMPTY));
    }

    private void settle(Outcome value) {
        if (!outcome.complete(value)) {
            throw new AssertionError(method + " was answered twice");
        }
    }

    @Override
    public void onAbandon(Runnable task) {
        tasks.add(task);
    }

    void abandon() {
        tasks.forEach(Runnable::run);
    }

    boolean isAnswered() {
        return outcome.isDone();
    }

    private Outcome outcome() {
        try {
            return outcome.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    String error() {
        return outcome().error();
    }

    boolean closed() {
        return outcome().closed();
    }

    byte[] reply() {
        Outcome found = outcome();
        if (!found.error().isEmpty()) {
            throw new AssertionError(method + ": " + found.error());
        }
        return found.reply().array();
    }

    @Nullable Object value() throws DecodeException {
        return new PackReader(reply()).any();
    }
}
