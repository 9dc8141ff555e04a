package io.praetor.gossip.serf;

/// What is known of one member. Belongs to the loop.
final class MemberState {

    private Member member;
    private long statusTime;
    private long since;

    /// @param statusTime Lamport time of its last join or leave
    MemberState(Member member, long statusTime) {
        this.member = member;
        this.statusTime = statusTime;
    }

    Member member() {
        return member;
    }

    Member.Status status() {
        return member.status();
    }

    /// Only [MemberTable] changes a member, so that others see it.
    void set(Member changed) {
        member = changed;
    }

    /// Lamport time of its last join or leave.
    long statusTime() {
        return statusTime;
    }

    void statusTime(long lTime) {
        statusTime = lTime;
    }

    /// When it failed or left, on the loop's clock.
    long since() {
        return since;
    }

    void since(long nanos) {
        since = nanos;
    }
}
