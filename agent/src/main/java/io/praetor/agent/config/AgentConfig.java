package io.praetor.agent.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything an agent runs with, merged from all sources and validated (`agent.md` §3). A setting whose part of the
/// agent does
/// not exist yet is only in `merged`, checked for its type.
///
/// @param devMode `-dev`: nothing is kept on disk
/// @param dataDirectory where state is kept; absent only in dev mode
/// @param merged the merged sources by canonical key, as [Decoder] leaves values
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
        Tls tls,
        Acl acl,
        Autopilot autopilot,
        Map<String, Object> merged) {

    /// Copies the map, keeping its order.
    public AgentConfig {
        merged = Collections.unmodifiableMap(new LinkedHashMap<>(merged));
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
    public record ServerMode(boolean enabled, boolean bootstrap, int bootstrapExpect) {}

    /// Addresses of the agent itself and of its front doors.
    ///
    /// @param client where front doors listen unless they have addresses of their own
    /// @param unixSocketMode octal permissions of Unix sockets; empty: as the process creates files
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
            String unixSocketMode) {
        /// Copies the lists.
        public Network {
            client = List.copyOf(client);
            http = List.copyOf(http);
            https = List.copyOf(https);
            dns = List.copyOf(dns);
            grpc = List.copyOf(grpc);
        }
    }

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
            boolean debug) {
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

    /// What gossip needs before it starts.
    ///
    /// @param key the encryption key; absent: gossip is in the clear
    public record Gossip(@Nullable GossipKey key, boolean disableCoordinates) {}

    /// Switches of TLS; files are read when TLS starts.
    public record Tls(
            boolean verifyIncoming,
            boolean verifyIncomingRpc,
            boolean verifyIncomingHttps,
            boolean verifyOutgoing,
            boolean verifyServerHostname,
            String caFile,
            String caPath,
            String certFile,
            String keyFile,
            String minVersion,
            List<String> cipherSuites,
            boolean autoEncryptTls) {
        /// Copies the list.
        public Tls {
            cipherSuites = List.copyOf(cipherSuites);
        }

        /// Whether somebody's certificates could be checked.
        public boolean hasCa() {
            return !caFile.isEmpty() || !caPath.isEmpty();
        }
    }

    /// Access control.
    ///
    /// @param defaultToken for requests without one; empty: none
    public record Acl(boolean enabled, String defaultPolicy, String downPolicy, String defaultToken) {}

    /// What a new cluster's servers agree on about themselves.
    public record Autopilot(
            boolean cleanupDeadServers,
            Duration lastContactThreshold,
            long maxTrailingLogs,
            long minQuorum,
            Duration serverStabilizationTime) {}
}
