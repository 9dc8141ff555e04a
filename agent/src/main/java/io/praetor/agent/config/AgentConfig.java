package io.praetor.agent.config;

import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.ServiceDefinition;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything an agent runs with, merged from all sources and validated (`agent.md` §3). A setting whose part of the
/// agent does not exist yet is only in `merged`, checked for its type.
///
/// @param devMode `-dev`: nothing is kept on disk
/// @param dataDirectory where state is kept; absent only in dev mode
/// @param merged the merged sources by canonical key, as [io.praetor.model.settings.SettingsReader] leaves values
public record AgentConfig(
        Node node,
        boolean devMode,
        @Nullable Path dataDirectory,
        ServerMode server,
        Network network,
        Ports ports,
        Logging logging,
        Lifecycle lifecycle,
        Raft raft,
        Http http,
        Reads reads,
        Gossip gossip,
        Rpc rpc,
        RequestLimits requestLimits,
        Join join,
        Tls tls,
        AutoEncrypt autoEncrypt,
        AutoConfig autoConfig,
        Acl acl,
        Autopilot autopilot,
        Checks checks,
        Sync sync,
        Dns dns,
        Telemetry telemetry,
        Audit audit,
        Cache cache,
        Features features,
        Definitions definitions,
        Map<String, Object> merged) {

    /// Copies the map, keeping its order.
    public AgentConfig {
        merged = Collections.unmodifiableMap(new LinkedHashMap<>(merged));
    }

    /// Whether this agent gets its certificate from the servers.
    public boolean enrols() {
        return autoEncrypt.tls || autoConfig.enabled;
    }

    /// Who this agent is.
    ///
    /// @param id the configured node ID; absent: from the data directory, or made up
    /// @param taggedAddresses other names for the address, such as `wan`
    public record Node(
            String name,
            @Nullable String id,
            boolean idFromHost,
            String datacenter,
            String primaryDatacenter,
            Map<String, String> meta,
            Map<String, String> taggedAddresses) {
        /// Copies the maps, keeping their order.
        public Node {
            meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
            taggedAddresses = Collections.unmodifiableMap(new LinkedHashMap<>(taggedAddresses));
        }
    }

    /// Whether this agent is a server, and how it finds its first peers.
    ///
    /// @param bootstrap start as the only voter of a new cluster
    /// @param bootstrapExpect how many servers found a cluster; 0: none are expected
    /// @param nonVoter whether this server only follows: it answers reads and never votes
    public record ServerMode(boolean enabled, boolean bootstrap, int bootstrapExpect, boolean nonVoter) {}

    /// Addresses of the agent itself and of its front doors.
    ///
    /// @param client where front doors listen unless they have addresses of their own
    public record Network(
            InetAddress bind,
            InetAddress advertiseLan,
            InetAddress advertiseWan,
            InetAddress serfLan,
            InetAddress serfWan,
            List<ListenAddress> client,
            List<ListenAddress> http,
            List<ListenAddress> https,
            List<ListenAddress> dns,
            List<ListenAddress> grpc,
            UnixSockets unixSockets) {
        /// Copies the lists.
        public Network {
            client = List.copyOf(client);
            http = List.copyOf(http);
            https = List.copyOf(https);
            dns = List.copyOf(dns);
            grpc = List.copyOf(grpc);
        }
    }

    /// To whom Unix sockets belong; empty: as the process creates files.
    ///
    /// @param user a name or number
    /// @param group a name or number
    /// @param mode octal permissions
    public record UnixSockets(String user, String group, String mode) {}

    /// Ports; -1 is off.
    public record Ports(int dns, int http, int https, int grpc, int serfLan, int serfWan, int server) {}

    /// Where the log goes.
    ///
    /// @param level as written, checked when logging is set up
    /// @param file a file or, ending in a slash, a folder; absent: the console only
    /// @param rotateBytes size at which a file is put aside; 0: none
    /// @param rotateMaxFiles how many old files are kept; 0: all, -1: none
    public record Logging(
            String level,
            boolean json,
            @Nullable String file,
            long rotateBytes,
            Duration rotateEvery,
            int rotateMaxFiles,
            boolean syslog,
            String syslogFacility) {}

    /// How the agent ends.
    public record Lifecycle(
            boolean leaveOnTerminate,
            boolean skipLeaveOnInterrupt,
            Duration leaveDrainTime,
            @Nullable Path pidFile) {}

    /// The replicated log.
    ///
    /// @param multiplier stretches the election time, 1 to 10
    /// @param heartbeatTimeout set only by dev mode and tests; absent: 1 s times the multiplier
    public record Raft(
            int protocol,
            int multiplier,
            @Nullable Duration heartbeatTimeout,
            long snapshotThreshold,
            Duration snapshotInterval,
            long trailingLogs) {}

    /// The HTTP API.
    ///
    /// @param prettyAlways dev mode prints JSON for people
    /// @param maxConnectionsPerClient per client address
    /// @param kvMaxValueSize bytes of one value
    /// @param txnMaxReqLen bytes of one transaction
    /// @param allowUnprintable whether keys may hold characters nobody can read
    /// @param useCache whether `?cached` may be answered by the agent's cache
    public record Http(
            List<String> allowWriteFrom,
            List<String> blockEndpoints,
            Map<String, String> responseHeaders,
            int maxConnectionsPerClient,
            long kvMaxValueSize,
            long txnMaxReqLen,
            boolean allowUnprintable,
            boolean translateWanAddresses,
            Duration handshakeTimeout,
            boolean prettyAlways,
            boolean debug,
            boolean useCache) {
        /// Copies the collections.
        public Http {
            allowWriteFrom = List.copyOf(allowWriteFrom);
            blockEndpoints = List.copyOf(blockEndpoints);
            responseHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(responseHeaders));
        }
    }

    /// How long reads may block and sessions must live.
    ///
    /// @param discoveryMaxStale how old catalog and health answers may be; zero: as fresh as asked for
    public record Reads(
            Duration defaultQueryTime,
            Duration maxQueryTime,
            Duration rpcHoldTimeout,
            Duration sessionTtlMin,
            Duration discoveryMaxStale) {}

    /// The gossip pools.
    ///
    /// @param key the encryption key; absent: gossip is in the clear, unless a keyring file says otherwise
    /// @param verifyIncoming with a key: refuse what is not encrypted
    /// @param verifyOutgoing with a key: encrypt what is sent
    /// @param keyringFile whether keys are kept in the data directory
    /// @param disableCoordinates whether this agent tells nobody where in the network it is
    /// @param protocol Consul's protocol spoken, 2 or 3
    /// @param advertiseReconnectTimeout after how long others may forget this agent when it failed; absent: their own
    ///     time
    public record Gossip(
            @Nullable GossipKey key,
            boolean verifyIncoming,
            boolean verifyOutgoing,
            boolean keyringFile,
            boolean disableCoordinates,
            int protocol,
            GossipPool lan,
            GossipPool wan,
            @Nullable Duration advertiseReconnectTimeout) {}

    /// How one gossip pool is run.
    ///
    /// @param suspicionMult how long a member is suspected before it counts as failed: times log10 of the pool's size
    /// @param allowed networks, `address/bits` each, that members may be in; empty: anywhere
    /// @param reconnectTimeout how long failed members are remembered
    public record GossipPool(
            Duration gossipInterval,
            int gossipNodes,
            Duration probeInterval,
            Duration probeTimeout,
            int retransmitMult,
            int suspicionMult,
            List<String> allowed,
            Duration reconnectTimeout) {
        /// Copies the list.
        public GossipPool {
            allowed = List.copyOf(allowed);
        }
    }

    /// What the server port bears, and what this agent asks of servers. May change while the agent runs.
    ///
    /// @param rate calls a second that a client agent makes at most; infinite: no limit
    /// @param maxBurst calls that it may make at once
    /// @param maxConnectionsPerClient per address, on the server port
    /// @param handshakeTimeout until when a new connection must have said what it is
    public record Rpc(double rate, int maxBurst, int maxConnectionsPerClient, Duration handshakeTimeout) {}

    /// How many requests a server takes (newer), a second; infinite: no limit.
    ///
    /// @param mode `disabled`, `permissive` or `enforcing`
    /// @param readRatePerAddress of one client address (ours), likewise for writes
    public record RequestLimits(
            String mode, double readRate, double writeRate, double readRatePerAddress, double writeRatePerAddress) {}

    /// Whom this agent joins.
    ///
    /// @param start joined once while starting; each is an address or a name, with or without a port
    /// @param retry joined in the background until it works
    /// @param retryMax attempts; 0: no end
    /// @param primaryGateways mesh gateways of the primary datacenter
    public record Join(
            List<String> start,
            List<String> startWan,
            List<String> retry,
            List<String> retryWan,
            Duration retryInterval,
            Duration retryIntervalWan,
            int retryMax,
            int retryMaxWan,
            boolean rejoinAfterLeave,
            List<String> primaryGateways,
            Duration primaryGatewaysInterval) {
        /// Copies the lists.
        public Join {
            start = List.copyOf(start);
            startWan = List.copyOf(startWan);
            retry = List.copyOf(retry);
            retryWan = List.copyOf(retryWan);
            primaryGateways = List.copyOf(primaryGateways);
        }
    }

    /// Switches of TLS; files are read when TLS starts.
    ///
    /// @param verifyIncoming as configured for all sides at once; [TlsSide] has what holds
    /// @param serverName the name in this agent's own certificate
    public record Tls(
            boolean verifyIncoming,
            TlsSide internalRpc,
            TlsSide https,
            TlsSide grpc,
            boolean verifyServerHostname,
            boolean preferServerCipherSuites,
            String serverName,
            boolean autoEncryptTls) {
        /// Whether servers are asked for their certificates, by the configuration.
        public boolean verifyOutgoing() {
            return internalRpc.verifyOutgoing();
        }
    }

    /// TLS as it holds for one kind of connection. Empty files are not set.
    ///
    /// @param minVersion `tls10` to `tls13`
    public record TlsSide(
            String caFile,
            String caPath,
            String certFile,
            String keyFile,
            String minVersion,
            List<String> cipherSuites,
            boolean verifyIncoming,
            boolean verifyOutgoing) {
        /// Copies the list.
        public TlsSide {
            cipherSuites = List.copyOf(cipherSuites);
        }

        /// Whether somebody's certificates could be checked.
        public boolean hasCa() {
            return !caFile.isEmpty() || !caPath.isEmpty();
        }

        /// Whether there is something to show.
        public boolean hasCertificate() {
            return !certFile.isEmpty() && !keyFile.isEmpty();
        }
    }

    /// Certificates of servers' making (`auto_encrypt`).
    ///
    /// @param tls      whether this client gets its own
    /// @param allowTls whether this server gives them out
    /// @param dnsSans  more names to be in this client's
    /// @param ipSans   more addresses to be in it
    public record AutoEncrypt(boolean tls, boolean allowTls, List<String> dnsSans, List<InetAddress> ipSans) {
        /// Copies the lists.
        public AutoEncrypt {
            dnsSans = List.copyOf(dnsSans);
            ipSans = List.copyOf(ipSans);
        }
    }

    /// Configuration of servers' making (`auto_config`).
    ///
    /// @param enabled         whether this client gets its own
    /// @param introToken      the JWT by which it is known; empty: in the file
    /// @param introTokenFile  read at each try; empty: none
    /// @param serverAddresses whom it asks: addresses or names, with or without a port
    /// @param authorization   to whom this server gives them
    public record AutoConfig(
            boolean enabled,
            String introToken,
            String introTokenFile,
            List<String> serverAddresses,
            List<String> dnsSans,
            List<InetAddress> ipSans,
            Authorization authorization) {
        /// Copies the lists.
        public AutoConfig {
            serverAddresses = List.copyOf(serverAddresses);
            dnsSans = List.copyOf(dnsSans);
            ipSans = List.copyOf(ipSans);
        }

        /// Without the secret.
        @Override
        public String toString() {
            return "AutoConfig[" + enabled + ", " + serverAddresses + "]";
        }
    }

    /// Which clients get their configuration here.
    ///
    /// @param method     what the auth method `jwt` needs to know, by its names
    /// @param assertions what must hold of a token's claims
    public record Authorization(boolean enabled, Map<String, @Nullable Object> method, List<String> assertions) {
        /// Copies the collections.
        public Authorization {
            method = Collections.unmodifiableMap(new LinkedHashMap<>(method));
            assertions = List.copyOf(assertions);
        }
    }

    /// Access control.
    ///
    /// @param dryRun whether what would be refused is only noted (`acl.enforcement`; ours)
    /// @param disabledTtl how long an answer `access control is off` holds
    public record Acl(
            boolean enabled,
            String defaultPolicy,
            String downPolicy,
            boolean dryRun,
            boolean enableKeyListPolicy,
            boolean enableTokenPersistence,
            boolean enableTokenReplication,
            Duration policyTtl,
            Duration roleTtl,
            Duration tokenTtl,
            Duration disabledTtl,
            Tokens tokens) {}

    /// Secrets of the agent; empty: none. Never print them.
    ///
    /// @param user for requests that bring none (`default`)
    /// @param agent what the agent itself asks with; empty: as `user`
    /// @param agentRecovery lets its bearer at the agent when servers cannot be asked (`agent_master`)
    /// @param initialManagement made the first management token (`master`)
    /// @param configFileRegistration for definitions in files without one of their own (newer)
    /// @param dns for answers over DNS (newer)
    public record Tokens(
            String user,
            String agent,
            String agentRecovery,
            String replication,
            String initialManagement,
            String configFileRegistration,
            String dns) {
        /// Without the secrets.
        @Override
        public String toString() {
            return "Tokens[hidden]";
        }
    }

    /// What a new cluster's servers agree on about themselves.
    public record Autopilot(
            boolean cleanupDeadServers,
            Duration lastContactThreshold,
            long maxTrailingLogs,
            long minQuorum,
            Duration serverStabilizationTime) {}

    /// How health checks run.
    ///
    /// @param remoteScripts whether the API may register script checks (`enable_script_checks`)
    /// @param localScripts whether configuration files may
    /// @param outputMaxSize bytes of output that are kept of one run
    /// @param updateInterval how long a change of nothing but output may wait before it is synced; zero: not at all
    /// @param discardOutput keep no output
    /// @param reapInterval how often critical services are looked at
    /// @param deregisterMin shortest `deregister_critical_service_after`
    /// @param agentTls whether checks over TLS show the agent's certificate
    public record Checks(
            boolean remoteScripts,
            boolean localScripts,
            int outputMaxSize,
            Duration updateInterval,
            boolean discardOutput,
            Duration reapInterval,
            Duration deregisterMin,
            boolean agentTls) {}

    /// How the agent keeps the catalog like itself.
    ///
    /// @param interval of full syncs, before it is scaled with the cluster
    /// @param coordinateIntervalMin shortest time between two of the agent's coordinates
    /// @param coordinateRateTarget coordinates a second that a cluster shall bear
    public record Sync(Duration interval, Duration coordinateIntervalMin, double coordinateRateTarget) {}

    /// The DNS interface.
    ///
    /// @param domain as configured, with or without the last dot
    /// @param altDomain a second one; empty: none
    /// @param recursors `address` or `address:port` each
    /// @param recursorStrategy `sequential` or `random` (newer)
    /// @param maxStale how old an answer may be when `allowStale`
    /// @param serviceTtl by service name, `prefix*` or `*`
    /// @param udpAnswerLimit most records in an answer over UDP; 0: no limit of its own
    /// @param addressRecordLimit most A or AAAA records; 0: no limit of its own
    /// @param nodeMetaTxt whether answers about nodes carry their metadata as TXT records
    public record Dns(
            String domain,
            String altDomain,
            List<String> recursors,
            Duration recursorTimeout,
            String recursorStrategy,
            boolean allowStale,
            Duration maxStale,
            Duration nodeTtl,
            Map<String, Duration> serviceTtl,
            boolean onlyPassing,
            boolean enableTruncate,
            boolean disableCompression,
            int udpAnswerLimit,
            int addressRecordLimit,
            boolean nodeMetaTxt,
            Soa soa,
            boolean useCache,
            Duration cacheMaxAge) {
        /// Copies the collections, keeping their order.
        public Dns {
            recursors = List.copyOf(recursors);
            serviceTtl = Collections.unmodifiableMap(new LinkedHashMap<>(serviceTtl));
        }
    }

    /// The times of the SOA record, in seconds.
    public record Soa(long refresh, long retry, long expire, long minTtl) {}

    /// Where figures go; empty addresses: nowhere.
    ///
    /// @param prefix before every name, without a dot
    /// @param allowedPrefixes those of `+` rules of `prefix_filter`
    /// @param blockedPrefixes those of `-` rules
    /// @param filterDefault whether names without a rule are kept
    /// @param prometheusRetention how long a figure nobody updates is shown; zero: Prometheus is off
    /// @param disableCompat leave out the names of before 1.9 (`disable_compat_1.9`)
    public record Telemetry(
            String statsiteAddress,
            String statsdAddress,
            String dogstatsdAddress,
            List<String> dogstatsdTags,
            boolean disableHostname,
            String prefix,
            List<String> allowedPrefixes,
            List<String> blockedPrefixes,
            boolean filterDefault,
            Duration prometheusRetention,
            boolean disableCompat) {
        /// Copies the lists.
        public Telemetry {
            dogstatsdTags = List.copyOf(dogstatsdTags);
            allowedPrefixes = List.copyOf(allowedPrefixes);
            blockedPrefixes = List.copyOf(blockedPrefixes);
        }
    }

    /// The record of requests to the HTTP API.
    ///
    /// @param include paths below these are recorded; empty: all
    /// @param exclude paths below these are not
    public record Audit(boolean enabled, List<AuditSink> sinks, List<String> include, List<String> exclude) {
        /// Copies the lists.
        public Audit {
            sinks = List.copyOf(sinks);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /// A file that records go to.
    ///
    /// @param enforced whether what cannot be recorded is not done
    /// @param mode octal permissions
    /// @param rotateBytes size at which a file is put aside; 0: none
    /// @param rotateEvery age at which it is; zero: none
    /// @param rotateMaxFiles how many old files are kept; 0: all, -1: none
    public record AuditSink(
            String name,
            Path path,
            boolean enforced,
            String mode,
            long rotateBytes,
            Duration rotateEvery,
            int rotateMaxFiles) {}

    /// The agent's cache.
    ///
    /// @param entryFetchRate fetches a second of one entry; infinite: no limit
    public record Cache(double entryFetchRate, int entryFetchMaxBurst) {}

    /// Switches that stand for themselves.
    ///
    /// @param autoReload watch the configuration files and reload when they change (newer)
    public record Features(boolean disableRemoteExec, boolean disableUpdateCheck, boolean autoReload) {}

    /// What the files define. Checked for what can be known without the running agent.
    ///
    /// @param watches as written, keys in lower case
    /// @param sidecarPorts where sidecar proxies without a port get theirs
    /// @param exposePorts where exposed checks get their listeners
    /// @param centralServiceConfig whether proxies take over the cluster's settings
    public record Definitions(
            List<ServiceDefinition> services,
            List<CheckDefinition> checks,
            List<Map<String, Object>> watches,
            PortRange sidecarPorts,
            PortRange exposePorts,
            boolean centralServiceConfig) {
        /// Copies the lists.
        public Definitions {
            services = List.copyOf(services);
            checks = List.copyOf(checks);
            watches = List.copyOf(watches);
        }
    }

    /// Ports from `min` to `max`; both 0: none.
    public record PortRange(int min, int max) {}
}
