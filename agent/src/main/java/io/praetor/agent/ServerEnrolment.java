package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.pool.PoolKeys;
import io.praetor.agent.pool.Pools;
import io.praetor.gossip.consul.ServerTags;
import io.praetor.gossip.serf.Member;
import io.praetor.model.GoDuration;
import io.praetor.model.autoconfig.RemoteConfig;
import io.praetor.server.RequestFailure;
import io.praetor.server.assembly.Seams;
import io.praetor.server.endpoint.EnrolmentSettings;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginException;
import io.praetor.server.login.NodeAuthorization;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/// Whom a server enrols by its configuration, and what it tells them (`agent.md` §13).
final class ServerEnrolment {
    private final AgentConfig config;
    private final Pools pools;

    private ServerEnrolment(AgentConfig config, Pools pools) {
        this.config = config;
        this.pools = pools;
    }

    static EnrolmentSettings of(AgentConfig config, Pools pools, TlsPart tls, Seams seams) throws StartException {
        AgentConfig.Authorization rules = config.autoConfig().authorization();
        ServerEnrolment enrolment = new ServerEnrolment(config, pools);
        try {
            return new EnrolmentSettings(
                    config.autoEncrypt().allowTls(),
                    rules.enabled()
                            ? NodeAuthorization.of(
                                    rules.method(), rules.assertions(), new AuthMethods(seams.clock(), seams.ticker()))
                            : null,
                    tls::trust,
                    enrolment::template);
        } catch (LoginException e) {
            throw new StartException(e.text(), e);
        }
    }

    private RemoteConfig template() {
        AgentConfig.Node node = config.node();
        return new RemoteConfig(
                node.datacenter(), node.primaryDatacenter(), "", "", acl(config.acl()), gossip(), tls(config.tls()));
    }

    private static RemoteConfig.Acl acl(AgentConfig.Acl acl) {
        return new RemoteConfig.Acl(
                acl.enabled(),
                text(acl.policyTtl()),
                text(acl.roleTtl()),
                text(acl.tokenTtl()),
                acl.downPolicy(),
                acl.defaultPolicy(),
                acl.enableKeyListPolicy(),
                "",
                text(acl.disabledTtl()));
    }

    private static String text(Duration duration) {
        return GoDuration.format(duration.toNanos());
    }

    /// The key may have changed since the start.
    private RemoteConfig.Gossip gossip() {
        AgentConfig.Gossip settings = config.gossip();
        byte[] key;
        try {
            key = PoolKeys.primary(config);
        } catch (IOException e) {
            throw RequestFailure.internal("the gossip key cannot be read: " + Reasons.of(e));
        }
        RemoteConfig.Encryption encryption = key == null
                ? null
                : new RemoteConfig.Encryption(
                        Base64.getEncoder().encodeToString(key), settings.verifyIncoming(), settings.verifyOutgoing());
        return new RemoteConfig.Gossip(encryption, servers());
    }

    private List<String> servers() {
        return pools.lan().members().stream()
                .filter(member -> member.status() == Member.Status.ALIVE && ServerTags.of(member) != null)
                .map(member -> member.endpoint().toString())
                .toList();
    }

    private static RemoteConfig.Tls tls(AgentConfig.Tls tls) {
        return new RemoteConfig.Tls(
                true,
                tls.verifyServerHostname(),
                String.join(",", tls.internalRpc().cipherSuites()),
                tls.internalRpc().minVersion(),
                tls.preferServerCipherSuites());
    }
}
