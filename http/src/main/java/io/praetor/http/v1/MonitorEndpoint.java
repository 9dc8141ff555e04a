package io.praetor.http.v1;

import io.praetor.http.LogApi;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import java.io.OutputStream;

/// `/v1/agent/monitor` (`http-api.md` §6): the log as it is written, until the client goes.
final class MonitorEndpoint {
    private static final String DEFAULT_LEVEL = "INFO";

    private final LogApi log;
    private final Gate gate;

    MonitorEndpoint(LogApi log, Gate gate) {
        this.log = log;
        this.gate = gate;
    }

    Reply monitor(Request request) {
        String named = request.params().first("loglevel");
        boolean json = request.params().has("logjson");
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Endless(
                outlet -> {
                    visitor.require(Resource.AGENT, gate.node(), Access.READ);
                    LogApi.Lines lines = log.watch(named.isEmpty() ? DEFAULT_LEVEL : named, json);
                    if (lines == null) {
                        throw RequestFailure.badRequest("Bad request: Unknown log level: " + named);
                    }
                    try (lines;
                            OutputStream out = outlet.begin(HeaderNames.TEXT_PLAIN, null)) {
                        out.flush();
                        while (true) {
                            out.write(lines.next());
                            if (!lines.hasNext()) {
                                out.flush();
                            }
                        }
                    }
                },
                true);
    }
}
