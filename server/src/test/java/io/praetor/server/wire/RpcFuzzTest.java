package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.DecodeException;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Bodies that somebody has damaged: a call is refused, or taken for something else, and nothing else happens.
class RpcFuzzTest {
    private static final long SEED = 4_711;
    private static final int ROUNDS = 60;

    private final Random random = new Random(SEED);
    private final RpcMethods methods = new RpcMethods();
    private final Answers answers = new Answers();
    private final RpcEndpoints endpoints = new RpcEndpoints("dc1", methods, new Refusing(), answers);

    private static final class Refusing implements Queries {
        @Override
        public <T extends @Nullable Object> Cancellable read(
                Query<T> query, ReadOptions options, ReadCallback<T> done) {
            done.failed(RequestFailure.noLeader());
            return Cancellable.NONE;
        }
    }

    private <A, R extends @Nullable Object> void refuse(CallMethod<A, R> method) {
        answers.on(method, _ -> CompletableFuture.failedFuture(RequestFailure.noLeader()));
    }

    @Test
    void aDamagedRequestIsAnsweredOnce() throws Exception {
        RandomBodies bodies = new RandomBodies(random);
        List<String> refusals = new ArrayList<>();
        for (Method method : methods.all()) {
            if (method instanceof CallMethod<?, ?> call) {
                refuse(call);
            }
            for (int round = 0; round < ROUNDS; round++) {
                FakeCall call = new FakeCall(method.name(), damaged(bodies.request(method.name())));

                endpoints.handle(call);

                assertThat(call.isAnswered()).isTrue();
                assertThat(call.closed()).isEqualTo(call.error().startsWith("rpc: "));
                refusals.add(call.error());
            }
        }

        assertThat(refusals).doesNotContain("internal error", "");
        assertThat(refusals).anyMatch(error -> error.startsWith("rpc: cannot decode"));
        assertThat(refusals).contains("No cluster leader");
    }

    @Test
    void aDamagedReplyIsReadOrRefused() throws Exception {
        RandomBodies bodies = new RandomBodies(random);
        int refused = 0;
        for (Method method : methods.all()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] request = bodies.request(method.name());
                byte[] reply = damaged(bodies.reply(method.name()));
                try {
                    switch (method) {
                        case ReadMethod<?, ?> read -> read(read, request, reply);
                        case CallMethod<?, ?> call -> read(call, request, reply);
                    }
                } catch (DecodeException e) {
                    refused++;
                }
            }
        }

        assertThat(refused).isPositive();
    }

    private static <Q extends Query<T>, T extends @Nullable Object> void read(
            ReadMethod<Q, T> method, byte[] request, byte[] reply) throws DecodeException {
        Asked<T> asked = method.decode(request, "dc1");
        @SuppressWarnings("unchecked")
        Q query = (Q) asked.query();
        assertThat(method.decodeReply(query, asked.options(), reply)).isNotNull();
    }

    private static <A, R extends @Nullable Object> void read(CallMethod<A, R> method, byte[] request, byte[] reply)
            throws DecodeException {
        assertThat(method.decodeReply(method.decode(request), reply)).isNotNull();
    }

    private byte[] damaged(byte[] body) {
        byte[] result = body.clone();
        for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
            if (result.length == 0) {
                return result;
            }
            int at = random.nextInt(result.length);
            switch (random.nextInt(5)) {
                case 0 -> result = Arrays.copyOf(result, at);
                case 1 -> result[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> result[at] = (byte) random.nextInt(256);
                case 3 -> result[at] = (byte) (0xc0 + random.nextInt(0x20));
                default -> {
                    byte[] longer = new byte[result.length + 1];
                    System.arraycopy(result, 0, longer, 0, at);
                    longer[at] = (byte) random.nextInt(256);
                    System.arraycopy(result, at, longer, at + 1, result.length - at);
                    result = longer;
                }
            }
        }
        return result;
    }
}
