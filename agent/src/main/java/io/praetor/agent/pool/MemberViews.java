package io.praetor.agent.pool;

import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.serf.Member;
import io.praetor.model.agent.AgentMember;

/// Members as the API shows them.
public final class MemberViews {
    private MemberViews() {}

    /// One of them.
    public static AgentMember of(Member member) {
        Versions versions = member.versions();
        return new AgentMember(
                member.name(),
                member.endpoint().address().getHostAddress(),
                member.endpoint().port(),
                member.tags(),
                member.status().number(),
                versions.protocolMin(),
                versions.protocolMax(),
                versions.protocolCurrent(),
                versions.delegateMin(),
                versions.delegateMax(),
                versions.delegateCurrent());
    }
}
