package io.praetor.rpc;

import io.praetor.rpc.wire.Budget;

/// What the callers of one connection may hold together.
///
/// @param requests bytes that are arriving or not yet answered
/// @param replies  bytes that wait to be taken; reached by the last reply, not kept below
record CallBudget(Budget requests, Budget replies) {}
