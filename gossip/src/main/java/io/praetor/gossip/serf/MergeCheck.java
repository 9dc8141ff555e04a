package io.praetor.gossip.serf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether other members may come together with this one.
@FunctionalInterface
public interface MergeCheck {

    /// Everybody may.
    MergeCheck ANYBODY = _ -> null;

    /// @param others all members of the other side when pools join, or one that is announced; the status is
    ///               [Member.Status#LEFT] for those who left and [Member.Status#NONE] for all others
    /// @return why they may not, for people; null: they may
    @Nullable String refuse(List<Member> others);

    /// The same when pools join, where those who are here already may have something against it as well.
    ///
    /// @param here everybody of this side, with what became of them
    default @Nullable String refuse(List<Member> others, List<Member> here) {
        return refuse(others);
    }
}
