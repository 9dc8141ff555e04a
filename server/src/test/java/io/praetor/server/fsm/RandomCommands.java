package io.praetor.server.fsm;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclRoleBatchSet;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.kv.TombstoneRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnRequest;
import io.praetor.server.state.Fixtures;
import java.util.List;
import java.util.Random;

/// Commands over so few names that they meet: nodes `n0`–`n3`, services `web`, `db`, `api`, keys below `a/` and `b/`,
/// five sessions, four
/// prepared queries.
final class RandomCommands {
    private final Random random;
    private long index;

    RandomCommands(Random random) {
        this.random = random;
    }

    /// A command that may be proposed when the log is at `logIndex`.
    byte[] next(long logIndex) {
        index = logIndex;
        return switch (random.nextInt(22)) {
            case 0 -> register(RegisterRequest.of(node()));
            case 1, 2, 3 -> register(RegisterRequest.of(node(), service(), null));
            case 4, 5 -> {
                Node node = node();
                yield register(RegisterRequest.of(node, null, check(node.node())));
            }
            case 6 -> deregister();
            case 7, 8 -> session();
            case 9 -> Commands.coordinates(List.of(Fixtures.coordinate(node().node(), random.nextInt(3))));
            case 10 ->
                Commands.encode(
                        CommandType.TOMBSTONE,
                        TombstoneRequest.CODEC,
                        new TombstoneRequest("dc1", "reap", Math.max(0, index - random.nextInt(40)), ""));
            case 11 -> txn();
            case 12 -> autopilot();
            case 13, 14 -> preparedQuery();
            case 15, 16, 17, 18 -> accessControl();
            default -> Commands.encode(CommandType.KVS, KvsRequest.CODEC, new KvsRequest("dc1", kvOp(), entry(), ""));
        };
    }

    private static byte[] register(RegisterRequest request) {
        return Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, request);
    }

    private Node node() {
        int number = random.nextInt(4);
        int id = random.nextInt(3);
        Node node =
                Fixtures.node((random.nextInt(9) == 0 ? "N" : "n") + number, id == 0 ? "" : Fixtures.id(number + id));
        return random.nextBoolean() ? node : Fixtures.withMeta(node, "rack", "r" + random.nextInt(2));
    }

    private NodeService service() {
        String name = pick("web", "db", "api");
        String id = name + random.nextInt(2);
        return switch (random.nextInt(6)) {
            case 0 -> Fixtures.nativeService(id, name);
            case 1 -> Fixtures.proxy(id + "-proxy", name + "-proxy", name, pick("db", "api"), "web");
            case 2 -> Fixtures.service(id, pick("web", "db", "api"));
            default -> Fixtures.withPort(Fixtures.service(id, name, pick("v1", "v2")), random.nextInt(3));
        };
    }

    private HealthCheck check(String node) {
        String status = pick("passing", "warning", "critical", "");
        return random.nextBoolean()
                ? Fixtures.check(node, "c" + random.nextInt(2), status)
                : Fixtures.check(node, "s" + random.nextInt(2), status, pick("web0", "db1", "api0"));
    }

    private byte[] deregister() {
        String service = random.nextInt(3) == 0 ? pick("web0", "db0", "api1", "web0-proxy") : "";
        String check = random.nextBoolean() ? pick("c0", "c1", "s0") : "";
        return Commands.encode(
                CommandType.DEREGISTER,
                DeregisterRequest.CODEC,
                new DeregisterRequest("dc1", "n" + random.nextInt(4), "", service, check, ""));
    }

    private byte[] session() {
        String behavior = pick("release", "delete", "");
        String[] checks = random.nextInt(3) == 0 ? new String[] {"c0"} : new String[0];
        Session session = Fixtures.session(
                Fixtures.id(random.nextInt(5)), "n" + random.nextInt(4), behavior, random.nextInt(2), checks);
        String op = random.nextInt(3) == 0 ? SessionRequest.DESTROY : SessionRequest.CREATE;
        return Commands.encode(CommandType.SESSION, SessionRequest.CODEC, new SessionRequest("dc1", op, session, ""));
    }

    private String kvOp() {
        return pick("set", "set", "delete", "delete-cas", "delete-tree", "cas", "lock", "lock", "unlock");
    }

    private KvEntry entry() {
        KvEntry entry = Fixtures.kv(pick("a/", "b/", "a") + pick("", "1", "2", "3"), pick("", "x", "y"));
        long modified = random.nextBoolean() ? 0 : Math.max(0, index - random.nextInt(20));
        return Fixtures.at(Fixtures.by(entry, Fixtures.id(random.nextInt(5))), modified);
    }

    private byte[] txn() {
        List<TxnOp> ops = java.util.stream.IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(_ -> op())
                .toList();
        return Commands.encode(CommandType.TXN, TxnRequest.CODEC, new TxnRequest("dc1", ops, ""));
    }

    private TxnOp op() {
        return random.nextInt(4) == 0
                ? new TxnOp(null, new TxnNodeOp(pick("get", "set", "cas", "delete"), node()), null, null, null, null)
                : new TxnOp(
                        new TxnKvOp(random.nextBoolean() ? kvOp() : "get-tree", entry()), null, null, null, null, null);
    }

    private byte[] autopilot() {
        AutopilotConfig config = new AutopilotConfig(
                random.nextBoolean(), 200, 250, 0, 10, "", false, "", 0, random.nextBoolean() ? index : 0);
        return Commands.encode(
                CommandType.AUTOPILOT,
                AutopilotSetConfigRequest.CODEC,
                new AutopilotSetConfigRequest("dc1", config, random.nextBoolean(), ""));
    }

    private byte[] preparedQuery() {
        String op = random.nextInt(4) == 0 ? PreparedQueryRequest.DELETE : PreparedQueryRequest.UPDATE;
        String session = random.nextInt(3) == 0 ? Fixtures.id(random.nextInt(5)) : "";
        PreparedQuery query = Fixtures.query(Fixtures.id(10 + random.nextInt(4)), pick("q1", "q2", ""), "web");
        PreparedQuery given = random.nextInt(3) == 0
                ? Fixtures.template(query.id(), pick("geo-", "g", ""), pick("${name.suffix}", "${match(1)}", "${oops}"))
                : Fixtures.boundTo(query, session);
        return Commands.encode(
                CommandType.PREPARED_QUERY, PreparedQueryRequest.CODEC, new PreparedQueryRequest("dc1", op, given, ""));
    }

    private byte[] accessControl() {
        String method = pick("m1", "m2");
        return switch (random.nextInt(10)) {
            case 0, 1 -> {
                AclPolicy policy = Fixtures.policy(Fixtures.id(20 + random.nextInt(3)), pick("p1", "p2", "p3"));
                yield Commands.encode(CommandType.ACL_POLICY_SET, AclBatchSet.POLICIES, AclBatchSet.of(policy));
            }
            case 2 ->
                Commands.encode(
                        CommandType.ACL_POLICY_DELETE,
                        AclBatchDelete.POLICIES,
                        AclBatchDelete.of(Fixtures.id(20 + random.nextInt(3))));
            case 3, 4 -> {
                AclRole role = Fixtures.role(
                        Fixtures.id(30 + random.nextInt(3)), pick("r1", "r2"), Fixtures.id(20 + random.nextInt(3)));
                yield Commands.encode(
                        CommandType.ACL_ROLE_SET,
                        AclRoleBatchSet.CODEC,
                        new AclRoleBatchSet(List.of(role), random.nextBoolean()));
            }
            case 5 ->
                Commands.encode(
                        CommandType.ACL_ROLE_DELETE,
                        AclBatchDelete.ROLES,
                        AclBatchDelete.of(Fixtures.id(30 + random.nextInt(3))));
            case 6, 7 -> {
                AclToken token = Fixtures.token(
                                random.nextInt(4),
                                List.of(Fixtures.id(20 + random.nextInt(3))),
                                List.of(Fixtures.id(30 + random.nextInt(3))))
                        .edit()
                        .authMethod(pick("", "", method))
                        .done();
                AclTokenBatchSet batch =
                        new AclTokenBatchSet(List.of(token), random.nextInt(4) == 0, random.nextBoolean(), false);
                yield random.nextInt(4) == 0
                        ? Commands.encode(
                                CommandType.ACL_TOKEN_DELETE,
                                AclBatchDelete.TOKENS,
                                AclBatchDelete.of(token.accessorId()))
                        : Commands.encode(CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC, batch);
            }
            case 8 -> {
                AclAuthMethod given = Fixtures.authMethod(method);
                yield random.nextInt(3) == 0
                        ? Commands.encode(
                                CommandType.ACL_AUTH_METHOD_DELETE,
                                AclBatchDelete.AUTH_METHODS,
                                AclBatchDelete.of(method))
                        : Commands.encode(
                                CommandType.ACL_AUTH_METHOD_SET, AclBatchSet.AUTH_METHODS, AclBatchSet.of(given));
            }
            default -> {
                AclBindingRule rule = Fixtures.bindingRule(Fixtures.id(40 + random.nextInt(3)), method);
                yield random.nextInt(4) == 0
                        ? Commands.encode(
                                CommandType.ACL,
                                LegacyAclRequest.CODEC,
                                new LegacyAclRequest("dc1", LegacyAclRequest.SET, legacy(), ""))
                        : Commands.encode(
                                CommandType.ACL_BINDING_RULE_SET, AclBatchSet.BINDING_RULES, AclBatchSet.of(rule));
            }
        };
    }

    private LegacyAcl legacy() {
        return new LegacyAcl(Fixtures.id(60 + random.nextInt(2)), "old", pick("client", "management"), "", 0, 0);
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
