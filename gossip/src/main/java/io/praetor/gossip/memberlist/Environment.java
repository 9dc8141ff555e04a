package io.praetor.gossip.memberlist;

import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import io.praetor.model.telemetry.Telemetry;
import java.util.random.RandomGenerator;

/// What one member of a pool needs of the world. The same world, asked in the same order, gives the same answers: the
/// protocol has no other source of time or chance.
///
/// @param loop      on which all of it runs
/// @param transport the member's own; it is closed with the member
/// @param resolver  finds the addresses of names to join
/// @param random    picks of members and delays, and nonces of encryption: a secure one wherever there are real peers
/// @param telemetry where the figures `memberlist.*` go
public record Environment(
        Loop loop, Transport transport, Resolver resolver, RandomGenerator random, Telemetry telemetry) {}
