package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.kv.KvEntry;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.HealthState;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.NodeServiceEntries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.ServiceNodes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What agents of the original said to each other, read and written again.
class RecordedCallsTest {
    private static final String HERE = "dc1";

    private final RpcMethods methods = new RpcMethods();

    @TestFactory
    List<DynamicTest> bodiesComeBackAsTheyWere() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Recorded call : Recorded.ofAgents()) {
            Method method = methods.named(call.method());
            if (method != null) {
                tests.add(DynamicTest.dynamicTest(call.method(), () -> comeBack(method, call)));
            }
        }
        assertThat(tests).hasSize(27);
        return tests;
    }

    private static void comeBack(Method method, Recorded call) throws DecodeException {
        switch (method) {
            case CallMethod<?, ?> plain -> {
                comesBack(plain.requestCodec(), call.request().array());
                if (call.error().isEmpty()) {
                    comesBack(plain.replyCodec(), call.reply().array());
                    throughTheMethod(plain, call);
                }
            }
            case ReadMethod<?, ?> read -> {
                comesBack(read.requestCodec(), call.request().array());
                comesBack(read.replyCodec(), call.reply().array());
                throughTheQuestion(read, call);
            }
        }
    }

    /// The pairs of free-form maps were sent in an order of chance; everything else must have its place.
    private static <V extends @Nullable Object> void comesBack(Codec<V> codec, byte[] recorded) throws DecodeException {
        PackWriter out = new PackWriter();
        codec.pack(out, codec.unpack(new PackReader(recorded)));
        same(out.toBytes(), recorded);
    }

    private static void same(byte[] again, byte[] recorded) throws DecodeException {
        assertThat(again).hasSameSizeAs(recorded);
        assertThat(new PackReader(again).any()).isEqualTo(new PackReader(recorded).any());
    }

    private static <A, R extends @Nullable Object> void throughTheMethod(CallMethod<A, R> method, Recorded call)
            throws DecodeException {
        A request = method.decode(call.request().array());
        same(method.encode(request), call.request().array());
        same(
                method.encodeReply(
                        request, method.decodeReply(request, call.reply().array())),
                call.reply().array());
    }

    private static <Q extends Query<T>, T extends @Nullable Object> void throughTheQuestion(
            ReadMethod<Q, T> method, Recorded call) throws DecodeException {
        Asked<T> asked = method.decode(call.request().array(), HERE);
        @SuppressWarnings("unchecked") // the method's own questions
        Q query = (Q) asked.query();

        byte[] again = method.encode(query, asked.options(), HERE);
        assertThat(withoutTheCaller(again))
                .isEqualTo(withoutTheCaller(call.request().array()));

        Answer<T> answer =
                method.decodeReply(query, asked.options(), call.reply().array());
        assertThat(answer.consistencyLevel())
                .isEqualTo(asked.options().consistency().level());
        Map<?, ?> reply = (Map<?, ?>) new PackReader(call.reply().array()).any();
        if (reply != null && reply.get("KnownLeader") != null) {
            assertThat(answer.index()).isEqualTo(reply.get("Index"));
            assertThat(answer.knownLeader()).isTrue();
        }
        same(method.encodeReply(query, answer), call.reply().array());
    }

    /// What a question does not keep: who asked, unless the answer is sorted from there, and how old an answer the
    /// agent would show.
    private static Object withoutTheCaller(byte[] request) throws DecodeException {
        Map<Object, @Nullable Object> fields =
                new TreeMap<>((Map<?, ?>) Objects.requireNonNull(new PackReader(request).any()));
        Object source = fields.get("Source");
        if (source instanceof Map<?, ?> known && "".equals(known.get("Node"))) {
            fields.remove("Source");
        }
        return fields;
    }

    @Test
    void requestsMeanWhatTheyMeant() throws IOException, DecodeException {
        ReadOptions now = new ReadOptions(HERE, Consistency.DEFAULT, 0, Duration.ZERO, "");
        ReadOptions stale = new ReadOptions(HERE, Consistency.STALE, 0, Duration.ZERO, "", Duration.ofSeconds(2));
        ReadOptions waiting = new ReadOptions(HERE, Consistency.DEFAULT, 100_000, Duration.ofSeconds(1), "");

        assertThat(questions("Catalog.NodeServiceList"))
                .containsExactly(new Asked<>(new NodeServiceEntries("c1", Filter.NONE), stale));
        assertThat(questions("Health.NodeChecks"))
                .containsExactly(new Asked<>(new HealthNode("c1", Filter.NONE), stale));
        assertThat(questions("Catalog.ListNodes"))
                .containsExactly(new Asked<>(new NodeList(Map.of(), "", Filter.NONE), now));
        assertThat(questions("Health.ServiceNodes"))
                .containsExactly(new Asked<>(instances("web"), now), new Asked<>(instances("db"), now));
        assertThat(questions("Catalog.ServiceNodes"))
                .containsExactly(
                        new Asked<>(new ServiceNodes("web", false, List.of(), Map.of(), "", Filter.NONE), now));
        assertThat(questions("Health.ChecksInState"))
                .containsExactly(new Asked<>(new HealthState("any", Map.of(), "", Filter.NONE), waiting));
        assertThat(questions("KVS.Get")).containsExactly(new Asked<@Nullable KvEntry>(new KvGet("foo/bar"), now));
        assertThat(questions("KVS.ListKeys")).containsExactly(new Asked<>(new KvKeys("foo", "/"), now));
    }

    private static HealthService instances(String service) {
        return new HealthService(service, HealthService.Kind.SERVICE, List.of(), false, Map.of(), "", Filter.NONE);
    }

    private List<Asked<?>> questions(String name) throws IOException, DecodeException {
        ReadMethod<?, ?> method = (ReadMethod<?, ?>) Objects.requireNonNull(methods.named(name));
        List<Asked<?>> questions = new ArrayList<>();
        for (Recorded call : Recorded.ofAgents()) {
            if (call.method().equals(name)) {
                questions.add(method.decode(call.request().array(), HERE));
            }
        }
        return questions;
    }

    @Test
    void whatIsNotBoundIsWhatLaterIssuesBring() throws IOException {
        Set<String> unbound = new TreeSet<>();
        for (Recorded call : Recorded.ofAgents()) {
            if (methods.named(call.method()) == null) {
                unbound.add(call.method());
            }
        }

        assertThat(unbound)
                .containsExactly("ConfigEntry.Apply", "ConfigEntry.Get", "DiscoveryChain.Get", "Intention.Apply");
    }
}
