package io.praetor.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.praetor.http.route.Params;
import io.praetor.http.route.Request;
import io.praetor.http.route.Targets;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// What a request says of itself, for whoever keeps a record of it. It holds secrets: the token, and perhaps an ID in
/// the path or the query.
///
/// @param path  decoded and cleaned, as rules are held against it
/// @param query as sent, without its `?`
/// @param from  who sent it; null on a unix socket
/// @param token the secret it carries; empty: none
public record AuditedRequest(
        String method,
        String path,
        String query,
        @Nullable SocketAddress from,
        String userAgent,
        String host,
        String token) {
    static AuditedRequest of(String method, String target, HttpHeaders headers, @Nullable SocketAddress from) {
        int mark = target.indexOf('?');
        String query = mark < 0 ? "" : target.substring(mark + 1);
        Params params = Params.parse(query);
        return new AuditedRequest(
                method,
                Targets.path(target),
                query,
                from,
                headers.get(HttpHeaderNames.USER_AGENT, ""),
                headers.get(HttpHeaderNames.HOST, ""),
                Request.token(params == null ? Params.NONE : params, headers));
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return "AuditedRequest[" + method + "]";
    }
}
