package io.praetor.server.wire;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.ReadRequest;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A method that answers questions to the replicated state.
///
/// @param <Q> the questions; most methods know one kind
/// @param <T> what they answer
public final class ReadMethod<Q extends Query<T>, T extends @Nullable Object> implements Method {
    /// Which of an answer's encodings is the reply; those before are taken by the HTTP API.
    private static final int SLOT = Answer.SLOTS - 1;

    private final String name;
    private final List<Class<? extends Q>> queries;
    private final RequestForm<Q, ?> request;
    private final ReplyForm<Q, T, ?> reply;

    private ReadMethod(
            String name, List<Class<? extends Q>> queries, RequestForm<Q, ?> request, ReplyForm<Q, T, ?> reply) {
        this.name = name;
        this.queries = queries;
        this.request = request;
        this.reply = reply;
    }

    /// How a question travels.
    ///
    /// @param wire the request of a question
    /// @param read the question of a request, at a server of the datacenter that is named
    private record RequestForm<Q, M extends ReadRequest>(
            Codec<M> codec, BiFunction<Q, Envelope, M> wire, BiFunction<M, String, Q> read) {
        void pack(PackWriter out, Q query, Envelope envelope) {
            codec.pack(out, wire.apply(query, envelope));
        }
    }

    /// How an answer travels.
    ///
    /// @param wire the reply of an answer
    /// @param read what a reply answers to a question
    /// @param meta what a reply says about itself
    private record ReplyForm<Q, T extends @Nullable Object, P>(
            Codec<P> codec, BiFunction<Q, Answer<T>, P> wire, BiFunction<Q, P, T> read, Function<P, QueryMeta> meta) {
        byte[] pack(Q query, Answer<T> answer) {
            PackWriter out = new PackWriter();
            codec.pack(out, wire.apply(query, answer));
            return out.toBytes();
        }

        Answer<T> unpack(Q query, ReadOptions options, PackReader in) throws DecodeException {
            P packed = codec.unpack(in);
            QueryMeta said = meta.apply(packed);
            return new Answer<>(
                    read.apply(query, packed),
                    said.index(),
                    said.knownLeader(),
                    Duration.ofNanos(Math.max(0, said.lastContact())),
                    options.consistency(),
                    said.filtered());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRead() {
        return true;
    }

    /// The kinds of questions that are asked with it.
    List<Class<? extends Q>> queries() {
        return queries;
    }

    /// How a request travels.
    Codec<?> requestCodec() {
        return request.codec();
    }

    /// How a reply travels.
    Codec<?> replyCodec() {
        return reply.codec();
    }

    // ---- the caller

    /// The body of a request.
    ///
    /// @param options whose datacenter may be null for the caller's own
    /// @param here    the caller's datacenter
    public byte[] encode(Q query, ReadOptions options, String here) {
        PackWriter out = new PackWriter();
        request.pack(out, query, new Envelope(options, here));
        return out.toBytes();
    }

    /// What a server replied to this question. What the wire has no words for (`passingOnly`) is done here.
    ///
    /// @throws DecodeException when the body is no reply of this method
    public Answer<T> decodeReply(Q query, ReadOptions options, byte[] body) throws DecodeException {
        return reply.unpack(query, options, new PackReader(body));
    }

    // ---- the server

    /// The question that a body asks.
    ///
    /// @param here the datacenter of this server
    /// @throws DecodeException                        when the body is no request of this method
    /// @throws io.praetor.server.RequestFailure when it makes no sense
    public Asked<T> decode(byte[] body, String here) throws DecodeException {
        return decode(request, body, here);
    }

    private static <Q extends Query<T>, T extends @Nullable Object, M extends ReadRequest> Asked<T> decode(
            RequestForm<Q, M> form, byte[] body, String here) throws DecodeException {
        M message = form.codec().unpack(new PackReader(body));
        return new Asked<>(form.read().apply(message, here), Envelope.read(message.datacenter(), message.options()));
    }

    /// The body of a reply, encoded once for all who share this answer. The array must not be changed.
    public byte[] encodeReply(Q query, Answer<T> answer) {
        return answer.encoded(SLOT, _ -> reply.pack(query, answer));
    }

    // ---- descriptions

    /// Begins a description.
    static <Q extends Query<T>, T extends @Nullable Object> Named<Q, T> named(String name, Class<Q> query) {
        return new Named<>(name, List.of(query));
    }

    /// Begins the description of a method for questions of several kinds.
    static <T extends @Nullable Object> Named<Query<T>, T> named(String name, List<Class<? extends Query<T>>> queries) {
        return new Named<>(name, queries);
    }

    /// A method of which only the name is known.
    record Named<Q extends Query<T>, T extends @Nullable Object>(String name, List<Class<? extends Q>> queries) {
        <M extends ReadRequest> Requested<Q, T> request(
                Codec<M> codec, BiFunction<Q, Envelope, M> wire, BiFunction<M, String, Q> read) {
            return new Requested<>(this, new RequestForm<>(codec, wire, read));
        }
    }

    /// A method whose reply is not described yet.
    record Requested<Q extends Query<T>, T extends @Nullable Object>(Named<Q, T> named, RequestForm<Q, ?> request) {
        <P> ReadMethod<Q, T> reply(
                Codec<P> codec,
                BiFunction<Q, Answer<T>, P> wire,
                BiFunction<Q, P, T> read,
                Function<P, QueryMeta> meta) {
            return new ReadMethod<>(named.name(), named.queries(), request, new ReplyForm<>(codec, wire, read, meta));
        }
    }
}
