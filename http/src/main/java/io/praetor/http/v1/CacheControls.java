package io.praetor.http.v1;

import io.praetor.server.RequestFailure;
import io.praetor.server.query.CacheControl;
import java.time.Duration;
import java.util.Locale;

/// What a `Cache-Control` header asks for (`http-api.md` §3); directives that are not known are passed over.
final class CacheControls {
    private static final String MAX_AGE = "max-age=";
    private static final String STALE_IF_ERROR = "stale-if-error=";

    private CacheControls() {}

    /// @throws RequestFailure when a number is none
    static CacheControl parse(String header) {
        CacheControl control = CacheControl.ANY;
        int start = 0;
        while (start < header.length()) {
            int end = header.indexOf(',', start);
            end = end < 0 ? header.length() : end;
            control = with(control, header.substring(start, end).trim().toLowerCase(Locale.ROOT));
            start = end + 1;
        }
        return control;
    }

    private static CacheControl with(CacheControl control, String directive) {
        if (directive.equals("must-revalidate")) {
            return new CacheControl(control.maxAge(), true, control.staleIfError());
        }
        if (directive.startsWith(MAX_AGE)) {
            Duration age = seconds(directive.substring(MAX_AGE.length()));
            if (age.isNegative()) {
                return control; // the original takes it for none
            }
            // an age of zero is how HTTP says "ask again"
            return age.isZero()
                    ? new CacheControl(control.maxAge(), true, control.staleIfError())
                    : new CacheControl(age, control.mustRevalidate(), control.staleIfError());
        }
        if (directive.startsWith(STALE_IF_ERROR)) {
            Duration age = seconds(directive.substring(STALE_IF_ERROR.length()));
            return new CacheControl(control.maxAge(), control.mustRevalidate(), age);
        }
        return control;
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw RequestFailure.badRequest("Invalid Cache-Control header.");
        }
    }
}
