package io.praetor.gossip.wire;

import java.util.List;

/// What was in a packet.
///
/// @param messages type byte and body of each, at least one byte long, in order
/// @param faults   one line for each part that could not be read; the others count all the same
public record Packet(List<byte[]> messages, List<String> faults) {}
