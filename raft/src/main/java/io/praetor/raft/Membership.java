package io.praetor.raft;

import java.util.List;

/// The replicated configuration in force.
///
/// @param members voters before learners, each in order of id
/// @param index of the log entry that set it, 0 while there is none
public record Membership(List<Member> members, long index) {

    public Membership {
        members = List.copyOf(members);
    }
}
