package io.praetor.http.route;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.server.Cancellable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a handler answers: at once, later, or from a thread of its own.
public sealed interface Reply {
    /// A complete answer.
    ///
    /// @param meta  the headers that say how fresh it is; null for none
    /// @param extra further headers
    record Full(int status, Body body, @Nullable Meta meta, List<Field> extra) implements Reply {
        /// The same answer saying how fresh it is.
        public Full with(Meta freshness) {
            return new Full(status, body, freshness, extra);
        }

        /// The same answer with one more header.
        public Full with(CharSequence name, CharSequence value) {
            List<Field> more = new ArrayList<>(extra);
            more.add(new Field(name, value));
            return new Full(status, body, meta, List.copyOf(more));
        }
    }

    /// One header.
    record Field(CharSequence name, CharSequence value) {}

    /// An answer that something else completes; the event loop goes on meanwhile.
    record Later(Work work) implements Reply {}

    /// An answer worked out on a virtual thread, which may block.
    record Blocking(Callable<Full> job) implements Reply {}

    /// A long answer written on a virtual thread while it is sent.
    record Streamed(Producer producer) implements Reply {}

    /// A stream that ends when the client goes or the server stops: the thread that writes it is interrupted then.
    ///
    /// @param compressed whether it is compressed from its first byte, if the client takes that
    record Endless(Producer producer, boolean compressed) implements Reply {}

    /// Starts what a [Later] waits for.
    @FunctionalInterface
    interface Work {
        /// @return calls it off, when the client went away
        Cancellable start(Completion done);
    }

    /// Takes the outcome of a [Later]; one of the methods is called, once, on any thread.
    interface Completion {
        /// The answer.
        void complete(Full reply);

        /// @param cause a [io.praetor.server.RequestFailure], or a fault of ours
        void fail(Throwable cause);
    }

    /// Writes a [Streamed] answer. What it throws before [Outlet#begin] becomes an error reply; later, the connection
    /// is cut, so that the client cannot take the part for the whole.
    @FunctionalInterface
    interface Producer {
        /// Writes everything, then returns.
        void produce(Outlet outlet) throws Exception;
    }

    /// Where a [Streamed] answer goes.
    @FunctionalInterface
    interface Outlet {
        /// Sends the head. The stream blocks while the client is slow and fails when it is gone.
        OutputStream begin(CharSequence contentType, @Nullable Meta meta) throws IOException;
    }

    /// A value as JSON, with status 200.
    static <T extends @Nullable Object> Full json(Codec<T> codec, T value) {
        return json(200, codec, value);
    }

    /// A value as JSON.
    static <T extends @Nullable Object> Full json(int status, Codec<T> codec, T value) {
        return new Full(status, new Body.Value<>(codec, value), null, List.of());
    }

    /// A plain text.
    static Full text(int status, String text) {
        Body body = text.isEmpty() ? Body.EMPTY : new Body.Raw(HeaderNames.TEXT_PLAIN, Bytes.of(text));
        return new Full(status, body, null, List.of());
    }

    /// No content.
    static Full empty(int status) {
        return new Full(status, Body.EMPTY, null, List.of());
    }

    /// The answer made of a future's value.
    static <T extends @Nullable Object> Reply of(CompletionStage<T> future, Function<? super T, Full> render) {
        return new Later(done -> {
            future.whenComplete((value, failure) -> {
                if (failure != null) {
                    done.fail(unwrapped(failure));
                    return;
                }
                Full reply;
                try {
                    reply = render.apply(value);
                } catch (RuntimeException e) {
                    done.fail(e);
                    return;
                }
                done.complete(reply);
            });
            return Cancellable.NONE;
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
