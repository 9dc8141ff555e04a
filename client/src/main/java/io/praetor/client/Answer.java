package io.praetor.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a read returned, and how fresh it is (spec/http-api.md section 1.6).
///
/// @param value       the result
/// @param index       give it to [Query#after] to wait for the next change; 0 when the endpoint has none
/// @param knownLeader whether the answering server knew a leader
/// @param lastContact time since that server heard from the leader
/// @param <T>         type of the result
public record Answer<T extends @Nullable Object>(T value, long index, boolean knownLeader, Duration lastContact) {}
