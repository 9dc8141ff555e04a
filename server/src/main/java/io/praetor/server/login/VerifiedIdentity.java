package io.praetor.server.login;

import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Filter;
import java.util.Map;
import java.util.function.Predicate;

/// Who somebody is, as an auth method says.
///
/// @param selector  whether a selector of a binding rule holds for them
/// @param variables that bind names may refer to
public record VerifiedIdentity(Predicate<Filter> selector, Map<String, String> variables) {
    /// Whether a selector holds.
    ///
    /// @throws RequestFailure when it is none for this type of method
    public boolean matches(String text) {
        return text.isEmpty() || selector.test(Filter.of(text));
    }
}
