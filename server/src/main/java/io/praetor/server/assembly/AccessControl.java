package io.praetor.server.assembly;

import io.praetor.server.acl.DryRun;
import io.praetor.server.acl.Tokens;
import io.praetor.server.acl.Viewers;
import io.praetor.server.acl.observe.Observations;
import io.praetor.server.state.State;
import java.util.function.Function;
import java.util.function.Supplier;

/// Whether and how a server looks at who asks (`acl.md`).
///
/// @param tokens   what secrets stand for by the state of the server; [Tokens#OFF] for no access control
/// @param keyLists whether keys are listed only for those with `key:list` (`acl.enable_key_list_policy`)
public record AccessControl(Function<Supplier<State>, Tokens> tokens, boolean keyLists) {
    /// Everybody may do everything.
    public static final AccessControl OFF = new AccessControl(_ -> Tokens.OFF, false);

    /// The same, refusing nothing but noting what it would refuse.
    public AccessControl tried(DryRun notes) {
        return new AccessControl(states -> notes.over(tokens.apply(states)), keyLists);
    }

    /// Who may see what, by a state.
    ///
    /// @param observations of tokens, noted where that is wanted
    @SuppressWarnings("ReferenceEquality") // there is one such object
    Viewers over(Supplier<State> states, Observations observations) {
        Tokens known = tokens.apply(states);
        return new Viewers(known == Tokens.OFF ? known : observations.observing(known), keyLists);
    }
}
