package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;

/// This member: who it is, and the number that lets it contradict what others say of it.
final class Self {

    private static final long UINT32 = 0xffff_ffffL;

    final String name;
    final Endpoint endpoint;
    /// Whether it is on its way out.
    boolean leaving;

    private long incarnation;
    private long seqNo;

    Self(String name, Endpoint endpoint) {
        this.name = name;
        this.endpoint = endpoint;
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /// The number of the next probe.
    long nextSeqNo() {
        seqNo = seqNo + 1 & UINT32;
        return seqNo;
    }

    long nextIncarnation() {
        incarnation = incarnation + 1 & UINT32;
        return incarnation;
    }

    /// An incarnation above the one that somebody accused.
    long incarnationAbove(long accused) {
        if (nextIncarnation() <= accused) {
            incarnation = accused + 1 & UINT32;
        }
        return incarnation;
    }
}
