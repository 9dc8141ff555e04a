package io.praetor.server.acl;

import io.praetor.model.telemetry.Timer;
import io.praetor.server.Meter;
import java.util.concurrent.CompletableFuture;

/// Tokens, and how long it takes to find out what one may do (`acl.ResolveToken`, `agent.md` §12).
public final class MeteredTokens implements Tokens {
    private final Tokens tokens;
    private final Meter meter;
    private final Timer timer;

    public MeteredTokens(Tokens tokens, Meter meter) {
        this.tokens = tokens;
        this.meter = meter;
        timer = meter.telemetry().timer("acl.ResolveToken");
    }

    @Override
    public CompletableFuture<Authorizer> resolve(String secret) {
        long begun = meter.begun();
        CompletableFuture<Authorizer> resolved = tokens.resolve(secret);
        if (resolved.isDone()) {
            meter.ended(timer, begun);
        } else {
            var _ = resolved.whenComplete((_, _) -> meter.ended(timer, begun));
        }
        return resolved;
    }
}
