package io.praetor.rpc;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.wire.Duplex;

/// What all callers of the server port have in common.
final class CallService {
    final CallHandler handler;
    final int maxRequestBytes;
    final Counter requests;
    final Counter failures;
    /// Whether a connection ends with the answer to its first call.
    final boolean once;

    /// @param maxRequestBytes the longest body
    CallService(CallHandler handler, int maxRequestBytes, Telemetry telemetry) {
        this(handler, maxRequestBytes, telemetry, false);
    }

    /// @param once whether a connection ends with the answer to its first call
    CallService(CallHandler handler, int maxRequestBytes, Telemetry telemetry, boolean once) {
        this.once = once;
        this.handler = handler;
        this.maxRequestBytes = maxRequestBytes;
        requests = telemetry.counter("rpc.request");
        failures = telemetry.counter("rpc.request_error");
    }

    /// A listener that answers the calls that come over a duplex.
    ///
    /// @param budget of the connection
    Duplex.Listener serve(Duplex duplex, CallBudget budget) {
        return new CallReader(this, duplex, budget);
    }
}
