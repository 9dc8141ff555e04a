package io.praetor.gossip.memberlist;

import io.praetor.gossip.Loop;

/// What all parts of one member share: its settings, what it knows, and the ways out.
///
/// @param news      messages on their way to everybody
/// @param awareness how well this member itself is
record Core(
        MemberlistConfig config,
        Self self,
        Loop loop,
        NodeTable table,
        BroadcastQueue news,
        Awareness awareness,
        Delegate delegate,
        Codecs codecs,
        Figures figures) {}
