package io.praetor.http.route;

import io.netty.util.AsciiString;

/// Names and values of headers that this API knows, encoded once. Spelt as the original's server puts them on the wire.
public final class HeaderNames {
    public static final AsciiString TOKEN = AsciiString.cached("X-Consul-Token");
    public static final AsciiString NAMESPACE = AsciiString.cached("X-Consul-Namespace");
    public static final AsciiString AUTHORIZATION = AsciiString.cached("Authorization");
    public static final AsciiString CACHE_CONTROL = AsciiString.cached("Cache-Control");
    public static final AsciiString ACCEPT_ENCODING = AsciiString.cached("Accept-Encoding");
    public static final AsciiString ALLOW = AsciiString.cached("Allow");
    public static final AsciiString LOCATION = AsciiString.cached("Location");
    public static final AsciiString VARY = AsciiString.cached("Vary");

    public static final AsciiString APPLICATION_JSON = AsciiString.cached("application/json");
    public static final AsciiString TEXT_PLAIN = AsciiString.cached("text/plain; charset=utf-8");

    private HeaderNames() {}
}
