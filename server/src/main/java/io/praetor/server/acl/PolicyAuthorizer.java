package io.praetor.server.acl;

import org.jspecify.annotations.Nullable;

/// What the rules of a token's policies give, and the default policy where they say nothing. Two are equal if it is
/// known that they give the same to the same token, so that answers made for one may be given to the other.
final class PolicyAuthorizer implements Authorizer {
    private final TokenInfo token;
    private final MergedRules rules;
    private final DefaultPolicy otherwise;

    PolicyAuthorizer(TokenInfo token, MergedRules rules, DefaultPolicy otherwise) {
        this.token = token;
        this.rules = rules;
        this.otherwise = otherwise;
    }

    /// Nobody in particular, with no policies.
    static Authorizer without(DefaultPolicy otherwise) {
        return new PolicyAuthorizer(TokenInfo.of(""), MergedRules.NONE, otherwise);
    }

    @Override
    public boolean allows(Resource resource, String name, Access access) {
        Granted by = rules.deciding(resource, name, access);
        return by == null ? otherwise.allows(resource) : by.rule().level().grants(access);
    }

    @Override
    public boolean allowsAll(Resource resource, Access access) {
        Granted by = rules.decidingAll(resource, access);
        return by == null ? otherwise.allows(resource) : by.rule().level().grants(access);
    }

    @Override
    public Decision explain(Resource resource, String name, Access access) {
        return new Decision(
                allows(resource, name, access),
                rules.deciding(resource, name, access),
                "default policy " + Quoted.of(otherwise.text()));
    }

    @Override
    public String accessor() {
        return token.accessor();
    }

    @Override
    public TokenInfo token() {
        return token;
    }

    /// Compares by what the compiler keeps, not rule by rule.
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicyAuthorizer that
                && rules == that.rules
                && otherwise == that.otherwise
                && accessor().equals(that.accessor());
    }

    @Override
    public int hashCode() {
        return accessor().hashCode();
    }
}
