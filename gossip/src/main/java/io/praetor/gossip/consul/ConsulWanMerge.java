package io.praetor.gossip.consul;

import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.MergeCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may be in the WAN pool (`gossip-serf.md` §11): servers.
public record ConsulWanMerge() implements MergeCheck {

    @Override
    public @Nullable String refuse(List<Member> others) {
        for (Member member : others) {
            if (ServerTags.of(member) == null) {
                return "Member '" + member.name() + "' is not a server";
            }
        }
        return null;
    }
}
