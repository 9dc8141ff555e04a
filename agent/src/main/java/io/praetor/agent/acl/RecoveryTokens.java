package io.praetor.agent.acl;

import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Secrets;
import io.praetor.server.acl.Tokens;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Tokens as this agent's own endpoints take them: besides those that servers know, the one of the configuration
/// (`acl.tokens.agent_recovery`) that works without servers, for this agent only (`acl.md` §2).
public final class RecoveryTokens implements Tokens {
    private static final String ACCESSOR = "agent recovery";

    private final Tokens others;
    private final Supplier<String> secret;
    private final CompletableFuture<Authorizer> recovery;

    /// @param others what all other tokens stand for
    /// @param secret of the token; empty: there is none
    public RecoveryTokens(
            Tokens others, Supplier<String> secret, String node, String datacenter, DefaultPolicy otherwise) {
        this.others = others;
        this.secret = secret;
        recovery = CompletableFuture.completedFuture(new PolicyCompiler(datacenter, otherwise, 1)
                .compile(ACCESSOR, List.of(PolicySource.ofAgentRecovery(node))));
    }

    @Override
    public CompletableFuture<Authorizer> resolve(String presented) {
        String expected = secret.get();
        boolean known = !expected.isEmpty() && Secrets.same(expected, presented);
        return known ? recovery : others.resolve(presented);
    }
}
