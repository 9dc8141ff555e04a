package io.praetor.server.login;

import io.praetor.server.filter.Filter;
import java.util.Map;

/// One auth method, ready to be used.
public interface BearerVerifier {
    /// Somebody about whom nothing is known: every variable there can be, empty. To see whether rules make sense.
    Map<String, String> noVariables();

    /// Makes sure that a text is a selector for this type of method.
    ///
    /// @throws io.praetor.server.RequestFailure when it is not
    void requireSelector(Filter selector);

    /// Asks whoever can be asked only once it is needed, so that a wrong address shows when the method is written.
    ///
    /// @throws LoginException when they do not answer as they should
    void probe() throws LoginException, InterruptedException;

    /// Who has this bearer token.
    ///
    /// @throws LoginException when it is not believed
    VerifiedIdentity verify(String bearerToken) throws LoginException, InterruptedException;
}
