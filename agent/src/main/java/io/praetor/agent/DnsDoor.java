package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.ListenAddress;
import io.praetor.agent.reload.ReloadException;
import io.praetor.agent.reload.Reloadable;
import io.praetor.dns.DnsBackend;
import io.praetor.dns.DnsServer;
import io.praetor.dns.DnsSettings;
import io.praetor.dns.PreparedLookups;
import io.praetor.model.IpText;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.RequestFailure;
import io.praetor.server.assembly.Seams;
import io.praetor.server.backend.Backend;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.KeptQueries;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Standings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Translates configuration into the DNS server.
final class DnsDoor {
    private static final Logger LOG = LoggerFactory.getLogger(DnsDoor.class);

    private static final int RECURSOR_PORT = 53;

    private final AgentConfig config;

    DnsDoor(AgentConfig config) {
        this.config = config;
    }

    /// Finds out whether the ports are free and the settings make sense before anything else is done; whoever takes a
    /// port afterwards is found by [#open].
    void probe() throws StartException {
        settings();
        try {
            DnsServer.probe(addresses());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Opens the listeners; names are answered when this returns.
    ///
    /// @param cache answers for an agent without state, if the configuration wants that (`dns_config.use_cache`)
    /// @param token what clients may see; empty: what anybody may
    DnsServer open(Backend cluster, AnswerCache cache, Supplier<String> token, Seams seams) throws StartException {
        PreparedLookups prepared = execution -> execute(cluster, execution);
        boolean kept = config.dns().useCache() && cluster.standings().equals(Standings.NONE);
        Queries queries =
                kept ? new KeptQueries(cluster.queries(), cache, config.dns().cacheMaxAge()) : cluster.queries();
        DnsBackend backend = new DnsBackend(queries, cluster.standings(), prepared, token);
        try {
            DnsServer dns = DnsServer.start(addresses(), settings(), backend, seams);
            for (InetSocketAddress address : dns.addresses()) {
                announce(address, "udp");
                announce(address, "tcp");
            }
            return dns;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static StartException failed(Exception cause) {
        return new StartException("Failed to start DNS server: " + cause.getMessage(), cause);
    }

    private static void announce(InetSocketAddress address, String network) {
        LOG.atInfo()
                .addKeyValue("address", IpText.of(address.getAddress(), address.getPort()))
                .addKeyValue("network", network)
                .log("Started DNS server");
    }

    /// Gives a running server new settings.
    static Reloadable reloadable(DnsServer dns) {
        return new Reloadable() {
            @Override
            public void check(AgentConfig fresh) throws ReloadException {
                settingsFor(fresh);
            }

            @Override
            public void reload(AgentConfig fresh) throws ReloadException {
                dns.reconfigure(settingsFor(fresh));
            }
        };
    }

    private static DnsSettings settingsFor(AgentConfig fresh) throws ReloadException {
        try {
            return new DnsDoor(fresh).settings();
        } catch (StartException e) {
            throw new ReloadException(String.valueOf(e.getMessage()), e);
        }
    }

    private List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        int port = config.ports().dns();
        if (port > 0) {
            for (ListenAddress address : config.network().dns()) {
                if (address instanceof ListenAddress.Ip ip) {
                    addresses.add(new InetSocketAddress(ip.address(), port));
                }
            }
        }
        return addresses;
    }

    /// How names are answered.
    DnsSettings settings() throws StartException {
        AgentConfig.Dns dns = config.dns();
        AgentConfig.Soa soa = dns.soa();
        try {
            DnsSettings settings = new DnsSettings(
                    dns.domain(),
                    dns.altDomain(),
                    config.node().datacenter(),
                    config.node().name(),
                    new DnsSettings.Ttls(dns.nodeTtl(), dns.serviceTtl()),
                    new DnsSettings.Soa(soa.refresh(), soa.retry(), soa.expire(), soa.minTtl()),
                    new DnsSettings.Limits(
                            dns.udpAnswerLimit(),
                            dns.addressRecordLimit(),
                            dns.enableTruncate(),
                            !dns.disableCompression()),
                    new DnsSettings.Freshness(dns.allowStale(), dns.maxStale()),
                    new DnsSettings.Content(
                            dns.onlyPassing(), dns.nodeMetaTxt(), config.http().translateWanAddresses()),
                    new DnsSettings.Recursion(
                            recursors(dns.recursors()),
                            dns.recursorStrategy().equals("random"),
                            dns.recursorTimeout()));
            settings.check();
            return settings;
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private static List<InetSocketAddress> recursors(List<String> texts) {
        return texts.stream().map(DnsDoor::recursor).toList();
    }

    /// `address`, `address:port`, `[address]:port`; a name is looked up once, by the system.
    private static InetSocketAddress recursor(String text) {
        int colon = text.lastIndexOf(':');
        boolean bare = colon < 0 || (text.indexOf(':') != colon && !text.startsWith("[")) || text.endsWith("]");
        String host = bare ? text : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port;
        try {
            port = bare ? RECURSOR_PORT : Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Invalid recursor address: \"" + text + "\" has no port", e);
        }
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Invalid recursor address: no such host \"" + host + "\"");
        }
        return address;
    }

    private PreparedLookups.@Nullable Found execute(Backend cluster, PreparedLookups.Execution execution) {
        AgentConfig.Node node = config.node();
        String datacenter = execution.datacenter() == null ? node.datacenter() : execution.datacenter();
        if (!datacenter.equals(node.datacenter())) {
            throw RequestFailure.noPathToDatacenter();
        }
        QuerySource agent = new QuerySource(node.datacenter(), "", node.name(), "");
        QuerySource source = new QuerySource(node.datacenter(), "", "", IpText.of(execution.source()));
        QueryOptions options = new QueryOptions(
                execution.token(), 0, 0, execution.allowStale(), false, false, 0, 0, false, 0, "", false);
        try {
            PreparedQueryExecuteResponse found = cluster.preparedQueries()
                    .execute(new PreparedQueryExecuteRequest(
                            datacenter,
                            execution.nameOrId(),
                            execution.limit(),
                            execution.connect(),
                            source,
                            agent,
                            options))
                    .join();
            return new PreparedLookups.Found(
                    found.service(),
                    found.nodes() == null ? List.of() : found.nodes(),
                    found.datacenter(),
                    found.dns().ttl());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RequestFailure failure) {
                if (failure.kind() == RequestFailure.Kind.NOT_FOUND) {
                    return null;
                }
                throw failure;
            }
            throw e;
        }
    }
}
