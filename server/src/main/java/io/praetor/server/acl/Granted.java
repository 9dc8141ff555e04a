package io.praetor.server.acl;

/// A rule that holds after merging, and the policy it came from.
///
/// @param rule       the rule
/// @param policyId   of the policy
/// @param policyName of the policy
public record Granted(Rule rule, String policyId, String policyName) {}
