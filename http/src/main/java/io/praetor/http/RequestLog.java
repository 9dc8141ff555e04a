package io.praetor.http;

import io.netty.util.NetUtil;
import io.praetor.http.route.Targets;
import io.praetor.model.GoDuration;
import io.praetor.server.RequestFailure;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is logged about requests (`http-api.md` §1). Tokens never are.
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    /// Whether [#finished] would print.
    static boolean isOn() {
        return LOG.isDebugEnabled();
    }

    static void finished(Exchange exchange, @Nullable SocketAddress from, long nanos) {
        if (LOG.isDebugEnabled()) {
            LOG.atDebug()
                    .addKeyValue("method", exchange.method)
                    .addKeyValue("url", Targets.hideSecrets(exchange.target))
                    .addKeyValue("from", shown(from))
                    .addKeyValue("latency", GoDuration.format(nanos))
                    .log("Request finished");
        }
    }

    private static String shown(@Nullable SocketAddress from) {
        return switch (from) {
            case InetSocketAddress inet -> NetUtil.toSocketAddressString(inet);
            // who comes through a unix socket has no name
            case null, default -> "@";
        };
    }

    /// A refusal is the caller's, told in one line; anything else is a fault of ours, told with its trace.
    static void failed(Exchange exchange, @Nullable SocketAddress from, Throwable cause) {
        var event = LOG.atError()
                .addKeyValue("method", exchange.method)
                .addKeyValue("url", Targets.hideSecrets(exchange.target))
                .addKeyValue("from", shown(from));
        if (cause instanceof RequestFailure refusal) {
            event.addKeyValue("error", refusal.text()).log("Request error");
        } else {
            event.setCause(cause).log("Request error");
        }
    }
}
