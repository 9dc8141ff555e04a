package io.praetor.server.enforcement;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.SpiffeId;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.x509.AlternativeName;
import io.praetor.model.x509.CertificateRequest;
import io.praetor.model.x509.DistinguishedName;
import io.praetor.model.x509.KeyPairs;
import io.praetor.raft.LoopbackTransport;
import io.praetor.raft.PeerAddress;
import io.praetor.raft.RaftSettings;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.AccessControl;
import io.praetor.server.assembly.MeshSettings;
import io.praetor.server.assembly.Seams;
import io.praetor.server.assembly.Server;
import io.praetor.server.assembly.ServerConfig;
import io.praetor.server.backend.Backend;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.CoordinateNodes;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.KvList;
import io.praetor.server.query.PreparedQueryList;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.SessionsOfNode;
import io.praetor.server.routing.Forwarding;
import io.praetor.server.testing.RecordedTelemetry;
import io.praetor.server.testing.TestDatacenter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server in memory, alone, that controls access, and the state that the table speaks of. Tokens are given out by the
/// test.
final class GuardedServer implements AutoCloseable {
    /// May do everything.
    static final String ROOT = "root";

    /// The accessor of whoever asks.
    static final String ASKER = "aaaaaaaa-0000-4000-8000-000000000001";

    private static final String ID = "11111111-1111-4111-8111-111111111111";
    private static final long PATIENCE_SECONDS = 60;

    /// The objects of access control that the table speaks of.
    final AccessObjects accessControl;

    /// A prepared query without a name, which ends with the session.
    final String unnamedQuery;

    private final Map<String, Authorizer> tokens = new ConcurrentHashMap<>();
    private final Server server;

    GuardedServer(Path scratch) throws Exception {
        give(ROOT, Grant.allBut(Set.of()));
        give("", Grant.only(Set.of()));
        RecordedTelemetry telemetry = new RecordedTelemetry();
        ServerConfig.Identity identity = new ServerConfig.Identity(
                "n0", ID, "dc1", "127.0.0.71", 38300, "1.9.0", Map.of("lan", "127.0.0.71"), Map.of());
        server = Server.start(
                ServerConfig.of(identity, RaftSettings.inMemory(new PeerAddress(ID, "127.0.0.71:38300")), scratch)
                        .withHoldTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
                        .withCoordinatePeriod(Duration.ofMillis(20))
                        .withMesh(MeshSettings.ON),
                new Seams(InstantSource.system(), System::nanoTime, new Random(1), telemetry)
                        .with(new AccessControl(_ -> new Given(tokens), false)),
                new LoopbackTransport.Network().transport(),
                Forwarding.NONE.with(
                        _ -> told(),
                        _ -> CompletableFuture.completedFuture(new KeyringResponses(List.of(), QueryMeta.NONE))),
                failure -> {
                    throw new AssertionError(failure);
                });
        ask(new HealthNode("n0", Filter.NONE), new ReadOptions(null, Consistency.CONSISTENT, 0, Duration.ZERO, ROOT));
        // what is registered before the leader has looked at the pool would be taken for members that are gone
        TestDatacenter.await("the first look at the pool", () -> telemetry.of("leader.reconcile") > 0);
        reset();
        Coordinate place = new Coordinate(Collections.nCopies(8, 0.0), 1.5, 0, 1e-5);
        get(server.coordinates().update(new CoordinateUpdateRequest("dc1", "n1", "", place, ROOT)));
        ask(new CoordinateNodes(), ReadOptions.NOW.as(ROOT).after(1, Duration.ofSeconds(PATIENCE_SECONDS)));
        query("q-web", "", "", "web");
        query("q-tok", ROOT, "", "web");
        unnamedQuery = query("", "", session(), "web");
        accessControl = AccessObjects.in(server);
        get(server.connectCa().sign(certificate(new SpiffeId.Agent("unknown", "dc1", "n1"), ROOT)));
    }

    /// Asks for a certificate.
    static CaSignRequest certificate(SpiffeId id, String by) throws GeneralSecurityException {
        String csr = CertificateRequest.write(
                DistinguishedName.commonName(""), List.of(new AlternativeName.Uri(id.uri())), KeyPairs.generate());
        return new CaSignRequest("dc1", csr, by);
    }

    private record Given(Map<String, Authorizer> tokens) implements Tokens {
        @Override
        public CompletableFuture<Authorizer> resolve(String secret) {
            Authorizer by = tokens.get(secret);
            return by == null
                    ? CompletableFuture.failedFuture(RequestFailure.aclNotFound())
                    : CompletableFuture.completedFuture(by);
        }
    }

    private static CompletableFuture<Void> told() {
        return CompletableFuture.completedFuture(null);
    }

    void give(String secret, Authorizer rights) {
        tokens.put(secret, rights);
    }

    void revoke(String secret) {
        tokens.remove(secret);
    }

    Backend backend() {
        return server;
    }

    /// Puts things back where the table has them.
    void reset() throws Exception {
        for (String node : List.of("n2", "old", "new")) {
            deregister("{'Datacenter':'dc1','Node':'" + node + "'}", ROOT);
        }
        register(
                "{'Node':'n1','ID':'22222222-2222-4222-8222-222222222222','Address':'10.0.0.1','Service':{'ID':'web-1','Service':'web','Address':'10.0.0.2','Tags':['a']},'Check':{'CheckID':'web-check','Status':'passing','ServiceID':'web-1'}}",
                ROOT);
        register(
                "{'Node':'n1','SkipNodeUpdate':true,'Service':{'ID':'proxy-1','Service':'web-proxy','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'web'}},'Check':{'CheckID':'disk','Status':'passing'}}",
                ROOT);
        deregister("{'Datacenter':'dc1','Node':'n1','ServiceID':'other-1'}", ROOT);
        deregister("{'Datacenter':'dc1','Node':'n1','CheckID':'another'}", ROOT);
        for (String key : List.of("app/b", "app/none")) {
            kv(KvOp.DELETE, key, 0, "", ROOT);
        }
        kv(KvOp.SET, "app/a", 0, "", ROOT);
        if (ask(new SessionsOfNode("n1"), ROOT).isEmpty()) {
            newSession();
        }
    }

    /// @return its ID
    String newSession() throws Exception {
        Session session = new Session("", "", "n1", 0, "", "", List.of(), null, null, 0, 0);
        return get(server.sessions().apply(new SessionRequest("dc1", SessionRequest.CREATE, session, ROOT)));
    }

    PreparedQuery boundTo(PreparedQuery query, String session) {
        return new PreparedQuery(
                query.id(), query.name(), session, query.token(), query.template(), query.service(), query.dns(), 0, 0);
    }

    /// Ends prepared queries by their names.
    void forget(String... names) throws Exception {
        List<String> gone = List.of(names);
        for (PreparedQuery query : ask(new PreparedQueryList(), ROOT)) {
            boolean stray = query.name().isEmpty() && !query.id().equals(unnamedQuery);
            if (gone.contains(query.name()) || stray) {
                get(server.preparedQueries()
                        .apply(new PreparedQueryRequest("dc1", PreparedQueryRequest.DELETE, query, ROOT)));
            }
        }
    }

    /// The ID of a session on n1.
    String session() throws Exception {
        List<Session> sessions = ask(new SessionsOfNode("n1"), ROOT);
        return sessions.isEmpty() ? newSession() : sessions.getFirst().id();
    }

    /// The key that the table speaks of.
    KvEntry entry() throws Exception {
        return ask(new KvList("app/a"), ROOT).getFirst();
    }

    /// Defines a prepared query.
    ///
    /// @return its ID
    String query(String name, String token, String session, String service) throws Exception {
        PreparedQuery query = parse(
                PreparedQuery.CODEC,
                "{'Name':'" + name + "','Token':'" + token + "','Session':'" + session + "','Service':{'Service':'"
                        + service + "'}}");
        return get(server.preparedQueries()
                .apply(new PreparedQueryRequest("dc1", PreparedQueryRequest.CREATE, query, ROOT)));
    }

    boolean kv(String op, String key, long index, String session, String secret) throws Exception {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of("v"), session, 0, index);
        return get(server.kvs().apply(new KvsRequest("dc1", op, entry, secret)));
    }

    void register(String json, String secret) throws Exception {
        get(server.catalog().register(by(secret, parse(RegisterRequest.CODEC, json))));
    }

    private static RegisterRequest by(String secret, RegisterRequest request) {
        return new RegisterRequest(
                request.datacenter(),
                request.id(),
                request.node(),
                request.address(),
                request.taggedAddresses(),
                request.nodeMeta(),
                request.service(),
                request.check(),
                request.checks(),
                request.skipNodeUpdate(),
                secret,
                0,
                0);
    }

    void deregister(String json, String secret) throws Exception {
        DeregisterRequest request = parse(DeregisterRequest.CODEC, json);
        get(server.catalog()
                .deregister(new DeregisterRequest(
                        "dc1", request.node(), "", request.serviceId(), request.checkId(), secret)));
    }

    /// What a JSON text with `'` for `"` says.
    static <T> T parse(StructCodec<T> codec, String json) {
        try {
            return Json.parse(codec, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw new AssertionError(e);
        }
    }

    <T extends @Nullable Object> T ask(Query<T> query, String secret) throws Exception {
        return ask(query, ReadOptions.NOW.as(secret)).value();
    }

    <T extends @Nullable Object> Answer<T> ask(Query<T> query, ReadOptions options) throws Exception {
        return get(asked(query, options));
    }

    <T extends @Nullable Object> CompletableFuture<Answer<T>> asked(Query<T> query, ReadOptions options) {
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        var _ = server.queries().read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                result.complete(answer);
            }

            @Override
            public void failed(Throwable cause) {
                result.completeExceptionally(cause);
            }
        });
        return result;
    }

    /// What a request comes to; a refusal is thrown.
    static <T extends @Nullable Object> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RequestFailure refusal ? refusal : e;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
