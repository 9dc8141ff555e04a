package io.praetor.http.v1;

import static io.praetor.http.route.Route.at;

import io.praetor.http.AgentApi;
import io.praetor.http.AgentEvents;
import io.praetor.http.AgentTokensApi;
import io.praetor.http.HostApi;
import io.praetor.http.LogApi;
import io.praetor.http.ProcessProfiles;
import io.praetor.http.TelemetryApi;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Handler;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.model.agent.HostReport;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.backend.Backend;
import io.praetor.server.query.AnswerCache;
import java.util.List;
import java.util.function.Function;

/// The table of the endpoints that exist: pattern, methods in the order `Allow` shows them, and who answers.
public final class ApiRoutes {
    private ApiRoutes() {}

    /// The endpoints of the agent itself that need nothing but it.
    public static List<Route> ofAgent(AgentApi agentApi, ApiSettings settings) {
        var agent = new AgentEndpoint(agentApi, new Gate(settings));
        return List.of(
                at("/v1/agent/self").get(agent::self),
                at("/v1/agent/members").get(agent::members),
                at("/v1/agent/join/").put(agent::join),
                at("/v1/agent/leave").put(agent::leave),
                at("/v1/agent/force-leave/").put(agent::forceLeave));
    }

    /// The keys of gossip.
    public static List<Route> ofKeyring(Backend backend, ApiSettings settings) {
        var endpoint = new KeyringEndpoint(new Reads(backend.queries(), settings), backend.keyring());
        return List.of(at("/v1/operator/keyring")
                .get(endpoint::list)
                .postJson(endpoint::install)
                .putJson(endpoint::use)
                .deleteJson(endpoint::remove));
    }

    /// The tokens the agent uses itself.
    public static List<Route> ofAgentTokens(AgentTokensApi tokens, ApiSettings settings) {
        return List.of(at("/v1/agent/token/").putJson(new AgentTokenEndpoint(tokens, new Gate(settings))::put));
    }

    /// The endpoints of access control.
    public static List<Route> ofAcl(Backend backend, ApiSettings settings) {
        return AclRoutes.of(backend, settings);
    }

    /// Explanations of what access control decides.
    public static List<Route> ofAclInsight(Backend backend, ApiSettings settings) {
        var endpoint = new AclInsightEndpoint(new Reads(backend.queries(), settings), backend.aclInsight());
        return List.of(
                at("/v1/acl/why").get(endpoint::why),
                at("/v1/acl/observe/").get(endpoint::observed).put(endpoint::observe));
    }

    /// The endpoints of access control, as they answer without it.
    public static List<Route> withoutAcl() {
        return AclOff.routes();
    }

    /// Looking into the process.
    ///
    /// @param enabled `enable_debug`, or access is controlled; without either there is nothing to be seen
    public static List<Route> ofProfiles(ProcessProfiles profiles, ApiSettings settings, boolean enabled) {
        return List.of(at("/debug/pprof/").get(new ProfileEndpoint(profiles, new Gate(settings), enabled)::get));
    }

    /// Reading the configuration again.
    ///
    /// @param reload returns when everything has been taken over; a refusal is a [io.praetor.server.RequestFailure]
    public static List<Route> ofReload(Runnable reload, ApiSettings settings) {
        Gate gate = new Gate(settings);
        return List.of(at("/v1/agent/reload")
                .put(request -> gate.afterAgent(request, Access.WRITE, () -> {
                    reload.run();
                    return Reply.empty(200);
                })));
    }

    /// The endpoints that show figures, log and machine.
    public static List<Route> ofTelemetry(
            TelemetryApi telemetryApi, LogApi logApi, HostApi hostApi, ApiSettings settings) {
        Gate gate = new Gate(settings);
        var telemetry = new TelemetryEndpoint(telemetryApi, gate);
        var monitor = new MonitorEndpoint(logApi, gate);
        return List.of(
                at("/v1/agent/host")
                        .get(request -> gate.after(
                                request,
                                Resource.OPERATOR,
                                "",
                                Access.READ,
                                () -> Reply.json(HostReport.CODEC, hostApi.host()))),
                at("/v1/agent/monitor").get(monitor::monitor),
                at("/v1/agent/metrics").get(telemetry::metrics),
                at("/v1/agent/metrics/stream").get(telemetry::stream));
    }

    /// The endpoints about the state of the cluster.
    public static List<Route> ofServer(Backend backend, ApiSettings settings) {
        Reads reads = new Reads(backend.queries(), settings);
        var kv = new KvEndpoint(reads, backend.kvs()::apply);
        var txn = new TxnEndpoint(reads, settings.kvMaxValueSize(), backend.txns()::apply);
        var session = new SessionEndpoint(reads, settings.nodeName(), backend.sessions());
        var catalog = new CatalogReadEndpoint(reads);
        var register = new CatalogWriteEndpoint(reads, backend.catalog()::register, backend.catalog()::deregister);
        var health = new HealthEndpoint(reads);
        var status = new StatusEndpoint(reads, backend.status(), backend.catalog());
        var operator = new OperatorEndpoint(reads, backend.operator());
        var snapshot = new SnapshotEndpoint(reads, backend.snapshots());
        var query = new QueryEndpoint(
                reads,
                settings,
                backend.preparedQueries()::apply,
                backend.preparedQueries()::execute,
                backend.preparedQueries()::explain);
        var ui = new UiEndpoint(reads, settings.datacenter());
        var value = new BodyRule.Buffered(settings.kvMaxValueSize(), "kv_max_value_size");
        var transaction = new BodyRule.Buffered(
                Math.max(settings.kvMaxValueSize(), settings.txnMaxRequestSize()), "txn_max_req_len");
        return List.of(
                at("/").get(_ -> Reply.text(200, "Consul Agent")),
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
                at("/v1/operator/raft/transfer-leader").post(operator::transferLeader),
                at("/v1/operator/autopilot/configuration")
                        .get(operator::autopilotConfiguration)
                        .putJson(operator::setAutopilotConfiguration),
                at("/v1/operator/autopilot/health").get(operator::autopilotHealth),
                at("/v1/operator/autopilot/state").get(operator::autopilotState),
                at("/v1/query").get(query::list).postJson(query::create),
                at("/v1/query/").any(query::specific),
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

    /// The mesh's certificates.
    ///
    /// @param cache  answers what is asked of the agent
    /// @param leaves the question for the certificate of a service
    public static List<Route> ofMesh(
            Backend backend,
            ApiSettings settings,
            AnswerCache cache,
            Function<String, AnswerCache.Question<IssuedCert>> leaves) {
        var authority = new ConnectCaEndpoint(
                new Reads(backend.queries(), settings),
                new Gate(settings),
                backend.queries(),
                backend.connectCa(),
                cache,
                leaves);
        return List.of(
                at("/v1/connect/ca/configuration").get(authority::configuration).putJson(authority::configure),
                at("/v1/connect/ca/roots").get(authority::roots),
                at("/v1/agent/connect/ca/roots").get(authority::agentRoots),
                at("/v1/agent/connect/ca/leaf/").get(authority::leaf));
    }

    /// The endpoints of user events.
    public static List<Route> ofEvents(Backend backend, ApiSettings settings, AgentEvents events) {
        var event = new EventEndpoint(new Reads(backend.queries(), settings), events, new Gate(settings));
        return List.of(
                at("/v1/event/fire/").put(new BodyRule.Buffered(Route.JSON_LIMIT, ""), event::fire),
                at("/v1/event/list").get(event::list));
    }

    /// Where nodes are.
    public static List<Route> ofCoordinates(Backend backend, ApiSettings settings) {
        var coordinate = new CoordinateEndpoint(new Reads(backend.queries(), settings), backend.coordinates());
        return List.of(
                at("/v1/coordinate/datacenters").get(coordinate::datacenters),
                at("/v1/coordinate/nodes").get(coordinate::nodes),
                at("/v1/coordinate/node/").get(coordinate::node),
                at("/v1/coordinate/update").putJson(coordinate::update));
    }

    /// The same endpoints where coordinates are switched off (`disable_coordinates`).
    public static List<Route> withoutCoordinates() {
        Handler off = _ -> Reply.text(401, "Coordinate support disabled");
        return List.of(
                at("/v1/coordinate/datacenters").get(off),
                at("/v1/coordinate/nodes").get(off),
                at("/v1/coordinate/node/").get(off),
                at("/v1/coordinate/update").put(off));
    }
}
