package io.praetor.http.v1;

import static io.praetor.http.route.Route.at;

import io.praetor.http.AgentApi;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.assembly.Server;
import io.praetor.server.endpoint.Sessions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The table of the endpoints that exist: pattern, methods in the order `Allow` shows them, and who answers.
public final class ApiRoutes {
    private ApiRoutes() {}

    /// Every endpoint of an agent that runs a server.
    public static List<Route> of(Server server, AgentApi agentApi, ApiSettings settings) {
        Reads reads = new Reads(server.queries(), settings);
        var kv = new KvEndpoint(reads, server.kvs()::apply);
        var txn = new TxnEndpoint(reads, settings.kvMaxValueSize(), server.txns()::apply);
        var session = new SessionEndpoint(reads, settings.nodeName(), writes(server.sessions()));
        var catalog = new CatalogReadEndpoint(reads);
        var register = new CatalogWriteEndpoint(reads, server.catalog()::register, server.catalog()::deregister);
        var health = new HealthEndpoint(reads);
        var coordinate = new CoordinateEndpoint(reads, server.coordinates());
        var status = new StatusEndpoint(reads, server.status(), server.catalog());
        var operator = new OperatorEndpoint(reads, server.operator());
        var snapshot = new SnapshotEndpoint(reads, server.snapshots());
        var ui = new UiEndpoint(reads, settings.datacenter());
        var agent = new AgentEndpoint(agentApi);
        var value = new BodyRule.Buffered(settings.kvMaxValueSize(), "kv_max_value_size");
        var transaction = new BodyRule.Buffered(
                Math.max(settings.kvMaxValueSize(), settings.txnMaxRequestSize()), "txn_max_req_len");
        return List.of(
                at("/").get(_ -> Reply.text(200, "Consul Agent")),
                at("/v1/agent/self").get(agent::self),
                at("/v1/agent/members").get(agent::members),
                at("/v1/agent/join/").put(agent::join),
                at("/v1/agent/leave").put(agent::leave),
                at("/v1/agent/force-leave/").put(agent::forceLeave),
                at("/v1/catalog/register").putJson(register::register).namespaced(),
                at("/v1/catalog/deregister").putJson(register::deregister).namespaced(),
                at("/v1/catalog/datacenters").get(status::datacenters),
                at("/v1/catalog/nodes").get(catalog::nodes).namespaced(),
                at("/v1/catalog/services").get(catalog::services).namespaced(),
                at("/v1/catalog/service/").get(catalog::service).namespaced(),
                at("/v1/catalog/connect/").get(catalog::connect).namespaced(),
                at("/v1/catalog/node/").get(catalog::node).namespaced(),
                at("/v1/catalog/node-services/").get(catalog::nodeServices).namespaced(),
                at("/v1/catalog/gateway-services/")
                        .get(catalog::gatewayServices)
                        .namespaced(),
                at("/v1/coordinate/datacenters").get(coordinate::datacenters),
                at("/v1/coordinate/nodes").get(coordinate::nodes),
                at("/v1/coordinate/node/").get(coordinate::node),
                at("/v1/coordinate/update").putJson(coordinate::update),
                at("/v1/health/node/").get(health::node).namespaced(),
                at("/v1/health/checks/").get(health::checks).namespaced(),
                at("/v1/health/state/").get(health::state).namespaced(),
                at("/v1/health/service/").get(health::service).namespaced(),
                at("/v1/health/connect/").get(health::connect).namespaced(),
                at("/v1/health/ingress/").get(health::ingress).namespaced(),
                at("/v1/internal/ui/nodes").get(ui::nodes).namespaced(),
                at("/v1/internal/ui/node/").get(ui::node).namespaced(),
                at("/v1/internal/ui/services").get(ui::services).namespaced(),
                at("/v1/kv/")
                        .get(kv::get)
                        .put(value, kv::put)
                        .delete(kv::delete)
                        .namespaced(),
                at("/v1/operator/raft/configuration").get(operator::raftConfiguration),
                at("/v1/operator/raft/peer").delete(operator::removePeer),
                at("/v1/operator/autopilot/configuration")
                        .get(operator::autopilotConfiguration)
                        .putJson(operator::setAutopilotConfiguration),
                at("/v1/operator/autopilot/health").get(operator::autopilotHealth),
                at("/v1/session/create").putJson(session::create).namespaced(),
                at("/v1/session/destroy/").put(session::destroy).namespaced(),
                at("/v1/session/renew/").put(session::renew).namespaced(),
                at("/v1/session/info/").get(session::info).namespaced(),
                at("/v1/session/node/").get(session::node).namespaced(),
                at("/v1/session/list").get(session::list).namespaced(),
                at("/v1/status/leader").get(status::leader),
                at("/v1/status/peers").get(status::peers),
                at("/v1/snapshot").get(snapshot::save).put(BodyRule.STREAMED, snapshot::restore),
                at("/v1/txn").put(transaction, txn::put));
    }

    private static SessionEndpoint.Writes writes(Sessions sessions) {
        return new SessionEndpoint.Writes() {
            @Override
            public CompletableFuture<String> apply(SessionRequest request) {
                return sessions.apply(request);
            }

            @Override
            public CompletableFuture<@Nullable Session> renew(String datacenter, String id) {
                return sessions.renew(datacenter, id);
            }
        };
    }
}
