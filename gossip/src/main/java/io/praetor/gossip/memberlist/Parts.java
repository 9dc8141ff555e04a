package io.praetor.gossip.memberlist;

/// The parts of one member that take what arrives and find out who is there.
record Parts(Core core, Membership membership, Outbox outbox, Streams streams, Pings pings) {}
