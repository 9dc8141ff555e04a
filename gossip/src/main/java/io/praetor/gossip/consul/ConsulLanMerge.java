package io.praetor.gossip.consul;

import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.MergeCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who may be in a datacenter's LAN pool (`gossip-serf.md` §11.2): members of this datacenter and segment, each with a
/// node ID of its own.
///
/// @param nodeId     this agent's
/// @param nodeName   this agent's
/// @param datacenter this agent's
/// @param segment    this agent's; empty: none
public record ConsulLanMerge(String nodeId, String nodeName, String datacenter, String segment) implements MergeCheck {

    /// Before this version node IDs could be shared by mistake.
    private static final Build UNIQUE_IDS = new Build(0, 8, 5);

    @Override
    public @Nullable String refuse(List<Member> others) {
        Map<String, String> namesById = new HashMap<>();
        for (Member member : others) {
            String id = member.tags().getOrDefault(ConsulTags.ID, "");
            if (!id.isEmpty()) {
                if (member.status() == Status.LEFT) {
                    continue;
                }
                String clash = idClash(member, id, namesById);
                if (clash != null) {
                    return clash;
                }
            }
            String stranger = stranger(member);
            if (stranger != null) {
                return stranger;
            }
        }
        return null;
    }

    /// Also nobody may bring the node ID of somebody who is here and alive under another name: it would be told so by
    /// the others in its turn, but only after this side had taken it in.
    @Override
    public @Nullable String refuse(List<Member> others, List<Member> here) {
        String refusal = refuse(others);
        if (refusal != null) {
            return refusal;
        }
        Map<String, Member> newcomers = new HashMap<>();
        for (Member member : others) {
            String id = member.tags().getOrDefault(ConsulTags.ID, "");
            if (!id.isEmpty() && member.status() != Status.LEFT) {
                newcomers.put(id, member);
            }
        }
        for (Member member : here) {
            String id = member.tags().getOrDefault(ConsulTags.ID, "");
            Member newcomer = newcomers.get(id);
            if (newcomer != null
                    && member.status() == Status.ALIVE
                    && !newcomer.name().equals(member.name())
                    && hasUniqueId(member)) {
                return clash(newcomer, id, member.name());
            }
        }
        return null;
    }

    private static String clash(Member member, String id, String owner) {
        return "Member '" + member.name() + "' has conflicting node ID '" + id + "' with member '" + owner + "'";
    }

    private static boolean hasUniqueId(Member member) {
        Build build = Build.parse(member.tags().getOrDefault(ConsulTags.BUILD, ""));
        return build != null && build.isAtLeast(UNIQUE_IDS);
    }

    private @Nullable String idClash(Member member, String id, Map<String, String> namesById) {
        if (id.equals(nodeId) && !member.name().equals(nodeName)) {
            return "Member '" + member.name() + "' has conflicting node ID '" + id + "' with this agent's ID";
        }
        String other = namesById.get(id);
        if (other != null) {
            return clash(member, id, other);
        }
        if (hasUniqueId(member)) {
            namesById.put(id, member.name());
        }
        return null;
    }

    private @Nullable String stranger(Member member) {
        Map<String, String> tags = member.tags();
        String role = tags.getOrDefault(ConsulTags.ROLE, "");
        String theirs = tags.getOrDefault(ConsulTags.DATACENTER, "");
        boolean isAgent = role.equals(ConsulTags.ROLE_CLIENT) || role.equals(ConsulTags.ROLE_SERVER);
        if (isAgent && !theirs.equals(datacenter)) {
            return "Member '" + member.name() + "' part of wrong datacenter '" + theirs + "'";
        }
        String part = tags.getOrDefault(ConsulTags.SEGMENT, "");
        if (!part.equals(segment)) {
            return "Member '" + member.name() + "' part of wrong segment '" + part + "' (expected '" + segment + "')";
        }
        return null;
    }
}
