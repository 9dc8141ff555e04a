package io.praetor.server.wire;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A method that is no question to the replicated state: what changes it, and what is asked about the servers.
///
/// @param <A> its request
/// @param <R> its reply
public final class CallMethod<A, R extends @Nullable Object> implements Method {
    /// Where a call is answered (`rpc.md` §6).
    public enum Kind {
        /// By the leader.
        WRITE,
        /// By the leader, or by any server if the request says so.
        READ,
        /// By the server that is asked.
        LOCAL
    }

    private final String name;
    private final Kind kind;
    private final Codec<A> request;
    private final Codec<R> reply;
    private final @Nullable Function<A, String> datacenter;
    private final BiFunction<A, R, R> toWire;
    private final BiFunction<A, R, R> fromWire;

    private CallMethod(
            String name,
            Kind kind,
            Codec<A> request,
            Codec<R> reply,
            @Nullable Function<A, String> datacenter,
            BiFunction<A, R, R> toWire,
            BiFunction<A, R, R> fromWire) {
        this.name = name;
        this.kind = kind;
        this.request = request;
        this.reply = reply;
        this.datacenter = datacenter;
        this.toWire = toWire;
        this.fromWire = fromWire;
    }

    /// Describes a method.
    ///
    /// @param datacenter the one a request must name; null when it need not name any
    static <A, R extends @Nullable Object> CallMethod<A, R> of(
            String name, Kind kind, Codec<A> request, Codec<R> reply, @Nullable Function<A, String> datacenter) {
        return new CallMethod<>(name, kind, request, reply, datacenter, (_, value) -> value, (_, value) -> value);
    }

    /// The same method, whose replies mean something else on the wire.
    ///
    /// @param to   what is sent for a reply to a request
    /// @param from what a reply to a request means
    CallMethod<A, R> translated(BiFunction<A, R, R> to, BiFunction<A, R, R> from) {
        return new CallMethod<>(name, kind, request, reply, datacenter, to, from);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRead() {
        return kind != Kind.WRITE;
    }

    /// How a request travels.
    Codec<A> requestCodec() {
        return request;
    }

    /// How a reply travels.
    Codec<R> replyCodec() {
        return reply;
    }

    /// Where a call is answered.
    public Kind kind() {
        return kind;
    }

    /// The datacenter that a request names, where it has to name one; else null.
    public @Nullable String datacenter(A call) {
        return datacenter == null ? null : datacenter.apply(call);
    }

    /// The body of a request.
    public byte[] encode(A call) {
        return packed(request, call);
    }

    /// What a server replied to this request.
    ///
    /// @throws DecodeException when the body is no reply of this method
    public R decodeReply(A call, byte[] body) throws DecodeException {
        return fromWire.apply(call, reply.unpack(new PackReader(body)));
    }

    /// The request that a body is.
    ///
    /// @throws DecodeException when the body is no request of this method
    public A decode(byte[] body) throws DecodeException {
        return request.unpack(new PackReader(body));
    }

    /// The body of the reply to this request.
    public byte[] encodeReply(A call, R value) {
        return packed(reply, toWire.apply(call, value));
    }

    private static <V extends @Nullable Object> byte[] packed(Codec<V> codec, V value) {
        PackWriter out = new PackWriter();
        codec.pack(out, value);
        return out.toBytes();
    }
}
