package io.praetor.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.ServiceSpecificRequest;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.AddressOwners;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.ServiceNodes;
import io.praetor.server.query.ServicesAtAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RpcMethodsTest {
    private static final String HERE = "dc1";
    private static final long SEED = 20261127;
    private static final int ROUNDS = 30;

    /// What the methods wait for that are not there yet.
    private static final Map<String, String> WAITING = waiting();

    private final RpcMethods methods = new RpcMethods();

    private static Map<String, String> waiting() {
        Map<String, String> waiting = new TreeMap<>();
        waiting.put("ACL.GetPolicy", "agents of before 1.4, which no server of ours serves");
        for (String name : List.of("Apply", "Delete", "Get", "List", "ListAll", "ResolveServiceConfig")) {
            waiting.put("ConfigEntry." + name, "the service mesh");
        }
        waiting.put("ConnectCA.SignIntermediate", "a second datacenter");
        for (String name : List.of("Apply", "Check", "Get", "List", "Match")) {
            waiting.put("Intention." + name, "the service mesh");
        }
        waiting.put("DiscoveryChain.Get", "the service mesh");
        waiting.put("Internal.GatewayIntentions", "the service mesh");
        waiting.put("Internal.GatewayServiceDump", "the service mesh");
        waiting.put("Internal.ServiceTopology", "the service mesh");
        for (String name : List.of("Apply", "Get", "List", "ListMeshGateways")) {
            waiting.put("FederationState." + name, "federation");
        }
        return waiting;
    }

    @Test
    void everyMethodOfTheSpecificationIsThereOrWaitsForSomething() throws IOException {
        TreeSet<String> known = new TreeSet<>(WAITING.keySet());
        for (Method method : methods.all()) {
            assertThat(known.add(method.name())).as(method.name()).isTrue();
        }
        for (Method method : RpcMethods.ofEnrolment().all()) {
            assertThat(known.add(method.name())).as(method.name()).isTrue();
        }

        assertThat(known).isEqualTo(new RandomBodies(new Random(SEED)).methods().keySet());
    }

    @Test
    void bodiesOfTheSpecifiedStructuresComeBackAsTheyWere() throws Exception {
        RandomBodies bodies = new RandomBodies(new Random(SEED));

        for (Method method : methods.all()) {
            for (int round = 0; round < ROUNDS; round++) {
                byte[] request = bodies.request(method.name());
                byte[] reply = bodies.reply(method.name());
                switch (method) {
                    case ReadMethod<?, ?> read -> {
                        comesBack(method, read.requestCodec(), request);
                        comesBack(method, read.replyCodec(), reply);
                    }
                    case CallMethod<?, ?> call -> {
                        comesBack(method, call.requestCodec(), request);
                        comesBack(method, call.replyCodec(), reply);
                    }
                }
            }
        }
    }

    private static <V extends @Nullable Object> byte[] again(Codec<V> codec, byte[] body) throws DecodeException {
        PackWriter out = new PackWriter();
        codec.pack(out, codec.unpack(new PackReader(body)));
        return out.toBytes();
    }

    private static void comesBack(Method method, Codec<?> codec, byte[] body) throws DecodeException {
        assertThat(again(codec, body))
                .as(() -> method.name() + " " + shown(body))
                .isEqualTo(body);
    }

    private static String shown(byte[] body) {
        try {
            return String.valueOf(new PackReader(body).any());
        } catch (DecodeException e) {
            return e.toString();
        }
    }

    @Test
    void whatIsAskedWithoutACertificateComesBackAsItWas() throws Exception {
        RandomBodies bodies = new RandomBodies(new Random(SEED));
        CallMethod<?, ?> sign = EnrolmentMethods.SIGN;

        for (int round = 0; round < ROUNDS; round++) {
            comesBack(sign, sign.requestCodec(), bodies.request(sign.name()));
            comesBack(sign, sign.replyCodec(), bodies.reply(sign.name()));
        }
    }

    @Test
    void questionsKeepTheirMeaning() throws Exception {
        RandomBodies bodies = new RandomBodies(new Random(SEED + 1));

        for (Method method : methods.all()) {
            for (int round = 0; round < ROUNDS; round++) {
                if (method instanceof ReadMethod<?, ?> read) {
                    questionComesBack(read, bodies.request(method.name()), bodies.reply(method.name()));
                } else if (method instanceof CallMethod<?, ?> call) {
                    requestComesBack(call, bodies.request(method.name()));
                }
            }
        }
    }

    private <Q extends Query<T>, T extends @Nullable Object> void questionComesBack(
            ReadMethod<Q, T> method, byte[] request, byte[] reply) throws DecodeException {
        Asked<T> asked = method.decode(request, HERE);
        ReadMethod<Query<T>, T> found = methods.of(asked.query());

        assertThat(found).as(method.name()).isSameAs(method);
        @SuppressWarnings("unchecked")
        Q query = (Q) asked.query();
        byte[] sent = method.encode(query, asked.options(), HERE);
        assertThat(method.decode(sent, HERE)).as(method.name()).isEqualTo(asked);

        Answer<T> answer = method.decodeReply(query, asked.options(), reply);
        Answer<T> again = method.decodeReply(query, asked.options(), method.encodeReply(query, answer));
        assertThat(again.value()).as(method.name()).isEqualTo(answer.value());
        assertThat(again.knownLeader()).as(method.name()).isEqualTo(answer.knownLeader());
        assertThat(again.lastContact()).as(method.name()).isEqualTo(answer.lastContact());
        boolean says = !method.name().equals("Txn.Read");
        assertThat(again.index()).as(method.name()).isEqualTo(says ? answer.index() : 1);
    }

    private static <A, R extends @Nullable Object> void requestComesBack(CallMethod<A, R> method, byte[] request)
            throws DecodeException {
        A call = method.decode(request);

        assertThat(method.encode(call)).as(method.name()).isEqualTo(request);
        assertThat(method.decode(method.encode(call))).as(method.name()).isEqualTo(call);
    }

    // ---- what the wire has no words for

    @Test
    void leavesOutInstancesThatDoNotPassWhereTheyAreAskedFor() throws Exception {
        HealthService query =
                new HealthService("web", HealthService.Kind.SERVICE, List.of(), true, Map.of(), "", Filter.NONE);
        HealthService asked = (HealthService) HealthMethods.SERVICE_NODES
                .decode(HealthMethods.SERVICE_NODES.encode(query, ReadOptions.NOW, HERE), HERE)
                .query();
        HealthCheck check = HealthCheck.CODEC.zero();
        CheckServiceNode bare = new CheckServiceNode(null, null, List.of());
        CheckServiceNode sick = new CheckServiceNode(null, null, List.of(check));

        byte[] reply = HealthMethods.SERVICE_NODES.encodeReply(
                asked, new Answer<>(List.of(bare, sick), 4, true, Duration.ZERO, Consistency.DEFAULT));

        assertThat(asked.passingOnly()).isFalse();
        assertThat(HealthMethods.SERVICE_NODES
                        .decodeReply(asked, ReadOptions.NOW, reply)
                        .value())
                .containsExactly(bare, sick);
        assertThat(HealthMethods.SERVICE_NODES
                        .decodeReply(query, ReadOptions.NOW, reply)
                        .value())
                .containsExactly(bare);
    }

    @Test
    void sortsFromANodeOfTheSameDatacenterOnly() throws Exception {
        NodeList query = new NodeList(Map.of(), "n1", Filter.of("Node != x"));

        byte[] body = CatalogMethods.LIST_NODES.encode(query, ReadOptions.NOW, HERE);

        assertThat(CatalogMethods.LIST_NODES.decode(body, HERE).query()).isEqualTo(query);
        assertThat(CatalogMethods.LIST_NODES.decode(body, "dc2").query())
                .isEqualTo(new NodeList(Map.of(), "", Filter.of("Node != x")));
    }

    @Test
    void namesItsOwnDatacenterWhenNoneIsNamed() throws Exception {
        byte[] body = KvMethods.LIST.encode(new io.praetor.server.query.KvList("a"), ReadOptions.STALE_NOW, HERE);

        assertThat(KvMethods.LIST.decode(body, HERE).options())
                .isEqualTo(new ReadOptions(HERE, Consistency.STALE, 0, Duration.ZERO, ""));
    }

    @Test
    void onlyAServerKnowsWhoIsAtWhichAddress() {
        assertThat(methods.of(new AddressOwners())).isNull();
    }

    // ---- old callers

    private static ServiceSpecificRequest service(
            String tag, @Nullable List<String> tags, String address, boolean filter, boolean connect, boolean ingress) {
        return new ServiceSpecificRequest(
                HERE,
                null,
                "web",
                "",
                tag,
                tags,
                address,
                filter,
                QuerySource.NONE,
                connect,
                ingress,
                QueryOptions.NONE);
    }

    private static Query<List<CheckServiceNode>> instances(ServiceSpecificRequest request) throws DecodeException {
        return HealthMethods.SERVICE_NODES
                .decode(ServiceSpecificRequest.CODEC.pack(request), HERE)
                .query();
    }

    private static HealthService meant(HealthService.Kind kind, String... tags) {
        return new HealthService("web", kind, List.of(tags), false, Map.of(), "", Filter.NONE);
    }

    @Test
    void takesTheOneTagOfOldCallersBeforeTheList() throws Exception {
        assertThat(instances(service("a", null, "", true, false, false)))
                .isEqualTo(meant(HealthService.Kind.SERVICE, "a"));
        assertThat(instances(service("a", List.of("b", "c"), "", true, false, false)))
                .isEqualTo(meant(HealthService.Kind.SERVICE, "a"));
        assertThat(instances(service("", List.of("b", "c"), "", true, false, false)))
                .isEqualTo(meant(HealthService.Kind.SERVICE, "b", "c"));
        assertThat(instances(service("a", List.of("b"), "", false, false, false)))
                .isEqualTo(meant(HealthService.Kind.SERVICE));
    }

    @Test
    void takesTheMeshBeforeTagsAndTagsBeforeGateways() throws Exception {
        List<String> tags = List.of("b");

        assertThat(instances(service("", tags, "", true, true, true))).isEqualTo(meant(HealthService.Kind.CONNECT));
        assertThat(instances(service("", tags, "", true, false, true)))
                .isEqualTo(meant(HealthService.Kind.SERVICE, "b"));
        assertThat(instances(service("", tags, "", false, false, true))).isEqualTo(meant(HealthService.Kind.INGRESS));
    }

    @Test
    void asksForAnAddressInsteadOfAName() throws Exception {
        List<Query<?>> questions = new ArrayList<>();
        for (boolean connect : List.of(false, true)) {
            byte[] body = ServiceSpecificRequest.CODEC.pack(service("", null, "10.0.0.1", false, connect, false));
            questions.add(CatalogMethods.SERVICE_NODES.decode(body, HERE).query());
        }

        assertThat(questions)
                .containsExactly(
                        new ServicesAtAddress("10.0.0.1", Filter.NONE),
                        new ServiceNodes("web", true, List.of(), Map.of(), "", Filter.NONE));
        assertThat(methods.of(new ServicesAtAddress("10.0.0.1", Filter.NONE))).isSameAs(CatalogMethods.SERVICE_NODES);
    }
}
