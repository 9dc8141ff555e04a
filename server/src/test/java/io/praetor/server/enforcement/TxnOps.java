package io.praetor.server.enforcement;

import io.praetor.model.Bytes;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import io.praetor.model.txn.TxnCheckOp;
import io.praetor.model.txn.TxnKvOp;
import io.praetor.model.txn.TxnNodeOp;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnServiceOp;
import io.praetor.model.txn.TxnSessionOp;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.NodeServiceMap;
import java.util.List;
import java.util.Objects;

/// Operations of transactions, by their names in the table: what they are about, the verb, and what is special.
final class TxnOps {
    static final List<String> READS = List.of(
            "kv get",
            "kv get-tree",
            "kv check-index",
            "kv check-session",
            "kv check-not-exists",
            "node get",
            "node get by-id",
            "service get",
            "check get");

    private static final String N1 = "22222222-2222-4222-8222-222222222222";
    private static final String RENAMED = "33333333-3333-4333-8333-333333333333";

    private TxnOps() {}

    static TxnOp of(GuardedServer server, String name) throws Exception {
        String[] words = name.split(" ", 3);
        String special = words.length < 3 ? "" : words[2];
        return switch (words[0]) {
            case "kv" -> kv(server, words[1]);
            case "node" -> node(server, words[1], special);
            case "service" -> service(server, words[1], special);
            case "check" -> check(server, words[1], special);
            case "session" ->
                new TxnOp(
                        null,
                        null,
                        null,
                        null,
                        new TxnSessionOp(words[1], Session.CODEC.zero().withId(server.session())),
                        null);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static TxnOp kv(GuardedServer server, String verb) throws Exception {
        String key = switch (verb) {
            case "get-tree", "delete-tree" -> "app/";
            case "check-not-exists" -> "app/none";
            default -> "app/a";
        };
        long index = server.entry().modifyIndex();
        String session = verb.equals("lock") || verb.equals("unlock") ? server.session() : "";
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of("v"), session, 0, index);
        return new TxnOp(new TxnKvOp(verb, entry), null, null, null, null, null);
    }

    private static TxnOp node(GuardedServer server, String verb, String special) throws Exception {
        Node node = switch (special) {
            case "by-id" -> new Node(N1, "", "", "", null, null, 0, 0);
            case "renaming" -> new Node(RENAMED, "new", "10.0.0.3", "dc1", null, null, 0, 0);
            default -> {
                String name = verb.startsWith("delete") ? "n2" : "n1";
                Node stored = Objects.requireNonNull(
                        Objects.requireNonNull(server.ask(new NodeServiceMap(name, Filter.NONE), GuardedServer.ROOT))
                                .node());
                yield verb.equals("get") ? new Node("", name, "", "", null, null, 0, 0) : stored;
            }
        };
        return new TxnOp(null, new TxnNodeOp(verb, node), null, null, null, null);
    }

    private static TxnOp service(GuardedServer server, String verb, String special) throws Exception {
        NodeService web = Objects.requireNonNull(Objects.requireNonNull(
                        Objects.requireNonNull(server.ask(new NodeServiceMap("n1", Filter.NONE), GuardedServer.ROOT))
                                .services())
                .get("web-1"));
        NodeService service = switch (special) {
            case "taking-an-id" ->
                // in another spelling, too
                GuardedServer.parse(NodeService.CODEC, "{'ID':'WEB-1','Service':'other'}");
            case "proxy" ->
                GuardedServer.parse(
                        NodeService.CODEC,
                        "{'ID':'proxy-1','Service':'web-proxy','Kind':'connect-proxy','Port':1,'Proxy':{'DestinationServiceName':'web'}}");
            default -> web;
        };
        return new TxnOp(null, null, new TxnServiceOp(verb, "n1", service), null, null, null);
    }

    private static TxnOp check(GuardedServer server, String verb, String special) throws Exception {
        HealthCheck stored = server.ask(new HealthNode("n1", Filter.NONE), GuardedServer.ROOT).stream()
                .filter(check -> check.checkId().equals(special.equals("of-node") ? "disk" : "web-check"))
                .findFirst()
                .orElseThrow();
        HealthCheck check = switch (special) {
            // what a check says of its service is no evidence
            case "misnamed" ->
                GuardedServer.parse(
                        HealthCheck.CODEC,
                        "{'Node':'n1','CheckID':'another','ServiceID':'web-1','ServiceName':'other'}");
            case "taking-a-check" ->
                GuardedServer.parse(HealthCheck.CODEC, "{'Node':'n1','CheckID':'Web-Check','ServiceID':'other-1'}");
            default -> stored;
        };
        return new TxnOp(null, null, null, new TxnCheckOp(verb, check), null, null);
    }
}
