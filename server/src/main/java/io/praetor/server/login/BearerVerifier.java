package io.praetor.server.login;

import io.praetor.server.filter.Filter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One auth method, ready to be used.
public interface BearerVerifier {
    /// Somebody about whom nothing is known: every variable there can be, empty. To see whether rules make sense.
    Map<String, String> noVariables();

    /// Why a text is no selector for this type of method; null when it is one.
    @Nullable String problem(Filter selector);

    /// Asks whoever can be asked only once it is needed, so that a wrong address shows when the method is written.
    ///
    /// @throws LoginException when they do not answer as they should
    void probe() throws LoginException, InterruptedException;

    /// Who has this bearer token.
    ///
    /// @throws LoginException when it is not believed
    VerifiedIdentity verify(String bearerToken) throws LoginException, InterruptedException;
}
