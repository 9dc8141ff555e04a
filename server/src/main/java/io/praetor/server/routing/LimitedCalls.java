package io.praetor.server.routing;

import io.praetor.rpc.CallHandler;
import io.praetor.server.RequestFailure;
import io.praetor.server.limit.RequestLimits;
import io.praetor.server.wire.CallMethod;
import io.praetor.server.wire.Method;
import io.praetor.server.wire.RpcMethods;
import java.net.InetAddress;
import java.util.function.Predicate;

/// Counts calls before they are looked at. What servers must know of each other to go on (`Status.…`) is not counted,
/// nor are unknown methods, which cost nothing.
///
/// @param others whether an address is another server's: what it passes on came from many, and was counted for them
///     there
record LimitedCalls(CallHandler next, RpcMethods methods, RequestLimits limits, Predicate<InetAddress> others)
        implements CallHandler {
    @Override
    public void handle(Call call) {
        Method method = limits.isOff() ? null : methods.named(call.method());
        if (method != null && isCounted(method)) {
            try {
                limits.admit(method.name(), !method.isRead(), others.test(call.peer()) ? null : call.peer());
            } catch (RequestFailure refusal) {
                call.fail(refusal.wireText(), false);
                return;
            }
        }
        next.handle(call);
    }

    private static boolean isCounted(Method method) {
        return !(method instanceof CallMethod<?, ?> call) || call.kind() != CallMethod.Kind.LOCAL;
    }
}
