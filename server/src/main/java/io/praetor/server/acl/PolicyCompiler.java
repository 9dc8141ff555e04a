package io.praetor.server.acl;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.MergedRules.Named;
import java.util.ArrayList;
import java.util.List;

/// Makes an [Authorizer] of the policies of a token, for one datacenter. What policies add up to is kept, within
/// bounds, so that tokens with the same policies share it and a policy that did not change is not read again.
public final class PolicyCompiler {
    private final String datacenter;
    private final DefaultPolicy otherwise;
    private final RecentlyUsed<List<PolicySource>, MergedRules> merged;

    /// @param datacenter this agent's
    /// @param otherwise  what holds where no rule says anything
    /// @param maxKept    how many different sets of policies are kept at least; up to twice as many are at times
    public PolicyCompiler(String datacenter, DefaultPolicy otherwise, int maxKept) {
        this.datacenter = datacenter;
        this.otherwise = otherwise;
        this.merged = new RecentlyUsed<>(maxKept);
    }

    /// What a token may do.
    ///
    /// @param accessor of the token
    /// @param policies all of its policies, those of its roles and identities included; the ones for other datacenters
    ///                 are left out here
    /// @throws RequestFailure if rules of one of them cannot be read: without them it is not known what is denied
    public Authorizer compile(String accessor, List<PolicySource> policies) {
        return compile(TokenInfo.of(accessor), policies);
    }

    /// The same for a token of which more is known.
    Authorizer compile(TokenInfo token, List<PolicySource> policies) {
        List<PolicySource> here = policies.stream()
                .filter(policy -> policy.appliesIn(datacenter))
                .distinct()
                .toList();
        MergedRules rules = merged.get(here);
        if (rules == null) {
            rules = merge(here);
            merged.put(here, rules);
        }
        return new PolicyAuthorizer(token, rules, otherwise);
    }

    private static MergedRules merge(List<PolicySource> policies) {
        List<Named> named = new ArrayList<>(policies.size());
        for (PolicySource policy : policies) {
            try {
                named.add(new Named(policy, policy.rules()));
            } catch (RulesException e) {
                throw RequestFailure.internal(e.text());
            }
        }
        return MergedRules.of(named);
    }
}
