package io.praetor.server.wire;

import io.praetor.model.codec.DecodeException;
import io.praetor.rpc.CallHandler;
import io.praetor.rpc.RpcError;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the calls that arrive on the server port (`rpc.md` §3, §7). Holds no thread and no state: a read that waits
/// is parked where reads are answered, and called off when its caller goes away.
public final class RpcEndpoints implements CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RpcEndpoints.class);

    private final String datacenter;
    private final RpcMethods methods;
    private final Queries queries;
    private final Answers answers;

    /// @param datacenter this server's
    /// @param queries    answers questions, here or by asking the leader
    /// @param answers    answers everything else, likewise
    public RpcEndpoints(String datacenter, RpcMethods methods, Queries queries, Answers answers) {
        this.datacenter = datacenter;
        this.methods = methods;
        this.queries = queries;
        this.answers = answers;
    }

    @Override
    public void handle(Call call) {
        try {
            dispatch(call);
        } catch (RequestFailure failure) {
            call.fail(failure.wireText(), false);
        } catch (DecodeException e) {
            call.fail("rpc: cannot decode the request of " + call.method() + ": " + e.getMessage(), true);
        } catch (RuntimeException e) {
            fail(call, e);
        }
    }

    private void dispatch(Call call) throws DecodeException {
        switch (methods.named(call.method())) {
            case null -> unknown(call);
            case ReadMethod<?, ?> method -> read(call, method);
            case CallMethod<?, ?> method -> ask(call, method);
        }
    }

    private void unknown(Call call) {
        call.fail(methods.refusal(call.method()), true);
    }

    private <Q extends Query<T>, T extends @Nullable Object> void read(Call call, ReadMethod<Q, T> method)
            throws DecodeException {
        Asked<T> asked = method.decode(call.body(), datacenter);
        requireDatacenter(asked.options().datacenter());
        @SuppressWarnings("unchecked") // a method's questions are of its own kind
        Q query = (Q) asked.query();
        Cancellable waiting = queries.read(query, asked.options(), new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                reply(call, () -> method.encodeReply(query, answer));
            }

            @Override
            public void failed(Throwable cause) {
                fail(call, cause);
            }
        });
        call.onAbandon(waiting::cancel);
    }

    private <A, R extends @Nullable Object> void ask(Call call, CallMethod<A, R> method) throws DecodeException {
        Function<A, CompletableFuture<R>> answer = answers.to(method);
        if (answer == null) {
            unknown(call);
            return;
        }
        A request = method.decode(call.body());
        String named = method.datacenter(request);
        if (named != null) {
            requireDatacenter(named);
        }
        var _ = answer.apply(request).whenComplete((value, failure) -> {
            if (failure != null) {
                fail(call, failure);
            } else {
                reply(call, () -> method.encodeReply(request, value));
            }
        });
    }

    /// A request has to name a datacenter; none is one that nobody knows (recorded).
    private static void requireDatacenter(@Nullable String named) {
        if (named == null || named.isEmpty()) {
            throw RequestFailure.noPathToDatacenter();
        }
    }

    private static void reply(Call call, Supplier<byte[]> encoding) {
        byte[] body;
        try {
            body = encoding.get();
        } catch (RuntimeException e) {
            fail(call, e);
            return;
        }
        call.reply(body);
    }

    private static void fail(Call call, Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable cause = wrapped && failure.getCause() != null ? failure.getCause() : failure;
        switch (cause) {
            case RequestFailure refusal -> call.fail(refusal.wireText(), false);
            case RpcError refusal -> call.fail(refusal.text(), false);
            default -> {
                LOG.atError()
                        .setCause(cause)
                        .addKeyValue("method", call.method())
                        .log("answering a call failed");
                call.fail("internal error", false);
            }
        }
    }
}
