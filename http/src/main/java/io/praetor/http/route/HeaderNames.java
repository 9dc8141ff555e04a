package io.praetor.http.route;

import io.netty.util.AsciiString;

/// Names and values of headers that this API knows, encoded once. Spelt as the original's server puts them on the wire.
public final class HeaderNames {
    public static final AsciiString TOKEN = AsciiString.cached("X-Consul-Token");
    public static final AsciiString NAMESPACE = AsciiString.cached("X-Consul-Namespace");
    public static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
    public static final AsciiString CACHE_CONTROL = AsciiString.cached("Cache-Control");
    public static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    public static final AsciiString ACCEPT_ENCODING = AsciiString.cached("Accept-Encoding");
    public static final AsciiString INDEX = AsciiString.cached("X-Consul-Index");
    public static final AsciiString X_CACHE = AsciiString.cached("X-Cache");
    public static final AsciiString AGE = AsciiString.cached("Age");
    public static final AsciiString ALLOW = AsciiString.cached("Allow");
    public static final AsciiString LOCATION = AsciiString.cached("Location");
    /// What a refusal leaves unsaid: which token lacks which permission (newer; ours).
    public static final AsciiString DENIED_REASON = AsciiString.cached("X-Consul-Denied-Reason");
    public static final AsciiString CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    public static final AsciiString CONTENT_SECURITY_POLICY = AsciiString.cached("Content-Security-Policy");
    public static final AsciiString VARY = AsciiString.cached("Vary");

    public static final AsciiString APPLICATION_JSON = AsciiString.cached("application/json");
    public static final AsciiString TEXT_PLAIN = AsciiString.cached("text/plain; charset=utf-8");

    private HeaderNames() {}
}
