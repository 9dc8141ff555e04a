package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import java.time.Duration;

/// An alias of one of this agent's services.
///
/// @param self the alias' own ID
/// @param node the agent's node, for messages
record LocalAlias(LocalHealth health, String serviceId, String self, String node) implements AliasCheck.Watch {
    /// Looked at this often, should a change ever go unheard.
    private static final Duration REFRESH = Duration.ofMinutes(1);

    @Override
    public AutoCloseable listen(Runnable changed) {
        return health.onChange(serviceId, changed);
    }

    @Override
    public void look(AliasCheck.Answer answer) {
        Finding finding = health.hasService(serviceId)
                ? AliasVerdict.of(health.checksFor(serviceId), self)
                : AliasVerdict.missing(serviceId, node);
        answer.found(finding, REFRESH);
    }
}
