package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.rpc.RpcError;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RpcEndpointsTest {
    private final Parked queries = new Parked();
    private final Answers answers = new Answers();
    private final RpcEndpoints endpoints = new RpcEndpoints("dc1", new RpcMethods(), queries, answers);

    /// Reads that wait until the test answers them.
    private static final class Parked implements Queries {
        private final List<ReadCallback<?>> waiting = new ArrayList<>();
        private final List<ReadOptions> options = new ArrayList<>();
        private int cancelled;

        @Override
        public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions asked, ReadCallback<T> done) {
            waiting.add(done);
            options.add(asked);
            return () -> cancelled++;
        }

        @SuppressWarnings("unchecked")
        <T extends @Nullable Object> ReadCallback<T> next() {
            return (ReadCallback<T>) waiting.removeFirst();
        }
    }

    private FakeCall call(String method, byte[] body) {
        FakeCall call = new FakeCall(method, body);
        endpoints.handle(call);
        return call;
    }

    private static byte[] keys(String datacenter) {
        ReadOptions options = new ReadOptions(datacenter, Consistency.STALE, 7, Duration.ofSeconds(2), "secret");
        return KvMethods.LIST_KEYS.encode(new KvKeys("a", "/"), options, datacenter);
    }

    private static byte[] set(String op) {
        KvEntry entry = new KvEntry(0, "k", 0, null, "", 0, 0);
        return KvMethods.APPLY.encode(new KvsRequest("dc1", op, entry, ""));
    }

    @Test
    void saysWhatIsMissingAndCloses() {
        FakeCall service = call("Nope.Method", new byte[] {(byte) 0x80});
        FakeCall method = call("Status.Nope", new byte[] {(byte) 0x80});
        FakeCall nothing = call("Status", new byte[] {(byte) 0x80});
        FakeCall unanswered = call("KVS.Apply", set(KvOp.SET));

        assertThat(service.error()).isEqualTo("rpc: can't find service Nope.Method");
        assertThat(method.error()).isEqualTo("rpc: can't find method Status.Nope");
        assertThat(nothing.error()).isEqualTo("rpc: service/method request ill-formed: Status");
        assertThat(unanswered.error()).isEqualTo("rpc: can't find method KVS.Apply");
        assertThat(List.of(service, method, nothing, unanswered)).allMatch(FakeCall::closed);
    }

    @Test
    void refusesABodyThatIsNoRequestAndCloses() {
        answers.on(KvMethods.APPLY, _ -> CompletableFuture.completedFuture(true));

        for (String method : List.of("KVS.Apply", "KVS.ListKeys")) {
            for (byte[] body : List.of(new byte[0], new byte[] {1}, new byte[] {(byte) 0x81, 1})) {
                FakeCall call = call(method, body);

                assertThat(call.error()).startsWith("rpc: cannot decode the request of " + method);
                assertThat(call.closed()).isTrue();
            }
        }
    }

    @Test
    void takesNoDatacenterForOneThatNobodyKnows() {
        answers.on(KvMethods.APPLY, _ -> CompletableFuture.completedFuture(true));
        answers.on(OperatorMethods.STATUS_LEADER, _ -> CompletableFuture.completedFuture("1.2.3.4:8300"));

        FakeCall read = call("KVS.ListKeys", new byte[] {(byte) 0x80});
        FakeCall write = call("KVS.Apply", new byte[] {(byte) 0x80});

        assertThat(read.error()).isEqualTo("No path to datacenter");
        assertThat(write.error()).isEqualTo("No path to datacenter");
        assertThat(read.closed() || write.closed()).isFalse();
        assertThat(call("Status.Leader", new byte[] {(byte) 0x80}).error()).isEmpty();
    }

    @Test
    void asksTheQuestionAndEncodesItsAnswer() throws Exception {
        FakeCall call = call("KVS.ListKeys", keys("dc2"));

        assertThat(call.isAnswered()).isFalse();
        assertThat(queries.options)
                .containsExactly(new ReadOptions("dc2", Consistency.STALE, 7, Duration.ofSeconds(2), "secret"));
        queries.<List<String>>next()
                .answered(new Answer<>(List.of("a/"), 9, true, Duration.ofMillis(3), Consistency.STALE));

        assertThat(call.value())
                .isEqualTo(Map.of(
                        "Keys",
                        List.of("a/"),
                        "Index",
                        9L,
                        "KnownLeader",
                        true,
                        "LastContact",
                        3_000_000L,
                        "ConsistencyLevel",
                        "",
                        "NotModified",
                        false));
    }

    @Test
    void encodesAnAnswerOnceForAllWhoShareIt() {
        FakeCall first = call("KVS.ListKeys", keys("dc1"));
        FakeCall second = call("KVS.ListKeys", keys("dc1"));
        Answer<List<String>> answer = new Answer<>(List.of("a/"), 9, true, Duration.ZERO, Consistency.STALE);

        queries.<List<String>>next().answered(answer);
        queries.<List<String>>next().answered(answer);

        assertThat(first.reply()).isSameAs(second.reply());
    }

    @Test
    void callsAReadOffWhenItsCallerGoesAway() {
        FakeCall call = call("KVS.ListKeys", keys("dc1"));

        call.abandon();

        assertThat(queries.cancelled).isEqualTo(1);
        assertThat(call.isAnswered()).isFalse();
    }

    @Test
    void refusesInTheWordsOfWhoeverRefused() {
        FakeCall read = call("KVS.ListKeys", keys("dc1"));
        queries.next().failed(RequestFailure.noLeader());
        answers.on(
                KvMethods.APPLY,
                request -> CompletableFuture.failedFuture(
                        request.op().equals(KvOp.SET)
                                ? new CompletionException(RequestFailure.internal("Must provide key"))
                                : new RpcError("rpc error making call: Permission denied")));

        assertThat(read.error()).isEqualTo("No cluster leader");
        assertThat(call("KVS.Apply", set(KvOp.SET)).error()).isEqualTo("Must provide key");
        assertThat(call("KVS.Apply", set(KvOp.CAS)).error()).isEqualTo("rpc error making call: Permission denied");
    }

    @Test
    void keepsFaultsOfItsOwnToItself() {
        answers.on(KvMethods.APPLY, request -> {
            if (request.op().equals(KvOp.SET)) {
                throw new IllegalStateException("the key is hunter2");
            }
            return CompletableFuture.failedFuture(new IllegalStateException("the key is hunter2"));
        });

        assertThat(call("KVS.Apply", set(KvOp.SET)).error()).isEqualTo("internal error");
        assertThat(call("KVS.Apply", set(KvOp.CAS)).error()).isEqualTo("internal error");
    }

    @Test
    void saysFalseForChangesWithoutACondition() throws Exception {
        answers.on(KvMethods.APPLY, _ -> CompletableFuture.completedFuture(true));

        assertThat(call("KVS.Apply", set(KvOp.SET)).value()).isEqualTo(false);
        assertThat(call("KVS.Apply", set(KvOp.CAS)).value()).isEqualTo(true);
        KvsRequest request = KvMethods.APPLY.decode(set(KvOp.SET));
        assertThat(KvMethods.APPLY.decodeReply(request, new byte[] {(byte) 0xc2}))
                .isTrue();
        KvsRequest cas = KvMethods.APPLY.decode(set(KvOp.CAS));
        assertThat(KvMethods.APPLY.decodeReply(cas, new byte[] {(byte) 0xc2})).isFalse();
    }

    @Test
    void readsARequestWhoseKeysAreOutOfOrderAndUnknown() {
        PackWriter out = new PackWriter();
        out.mapHead(3);
        out.text("Unknown");
        out.listHead(2);
        out.nil();
        out.bool(true);
        out.text("Key");
        out.text("k");
        out.text("Datacenter");
        out.text("dc1");

        FakeCall call = call("KVS.Get", out.toBytes());
        queries.<@Nullable KvEntry>next()
                .answered(new Answer<@Nullable KvEntry>(null, 5, true, Duration.ZERO, Consistency.DEFAULT));

        assertThat(call.error()).isEmpty();
    }

    @Test
    void answersNothingWithNil() throws Exception {
        FakeCall call = call("KVS.Get", KvMethods.GET.encode(new KvGet("k"), ReadOptions.NOW, "dc1"));
        queries.<@Nullable KvEntry>next()
                .answered(new Answer<@Nullable KvEntry>(null, 5, true, Duration.ZERO, Consistency.DEFAULT));

        Map<?, ?> reply = (Map<?, ?>) Objects.requireNonNull(new PackReader(call.reply()).any());
        assertThat(reply.containsKey("Entries")).isTrue();
        assertThat(reply.get("Entries")).isNull();
    }
}
