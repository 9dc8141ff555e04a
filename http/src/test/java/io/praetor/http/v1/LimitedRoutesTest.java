package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.praetor.http.route.Dispatch;
import io.praetor.http.route.Failures;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.RequestFailure;
import io.praetor.server.limit.LimitSettings;
import io.praetor.server.limit.LimitSettings.Mode;
import io.praetor.server.limit.LimitSettings.Rates;
import io.praetor.server.limit.RequestLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Which requests count as what.
class LimitedRoutesTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.9"), 1);

    private final RequestLimits limits = new RequestLimits(() -> true, () -> 0, Telemetry.NONE);
    private final Router router = new Router(
            FrontSettings.DEFAULT,
            LimitedRoutes.of(
                    List.of(
                            at("/v1/kv/"),
                            at("/v1/query/"),
                            at("/v1/acl/rules/translate"),
                            at("/v1/internal/acl/authorize"),
                            at("/v1/status/leader"),
                            at("/v1/agent/self"),
                            at("/")),
                    limits));

    private static Route at(String pattern) {
        return Route.at(pattern).any(_ -> Reply.empty(200));
    }

    private int status(String method, String path) {
        Dispatch dispatch = Objects.requireNonNull(router.dispatch(method, path, new DefaultHttpHeaders(), CLIENT));
        Dispatch.Called called = (Dispatch.Called) dispatch;
        try {
            return ((Reply.Full) called.handler().handle(called.request())).status();
        } catch (RequestFailure refused) {
            return Failures.reply(refused).status();
        }
    }

    @Test
    void writesAreRefusedByALeaderWith503AndReadsWith429() {
        limits.configure(new LimitSettings(Mode.ENFORCING, new Rates(0, 0), Rates.UNLIMITED));

        assertThat(status("PUT", "/v1/kv/a")).isEqualTo(503);
        assertThat(status("DELETE", "/v1/kv/a")).isEqualTo(503);
        assertThat(status("GET", "/v1/kv/a")).isEqualTo(429);
        assertThat(status("GET", "/v1/query/a/execute")).isEqualTo(429);
        assertThat(status("POST", "/v1/acl/rules/translate")).isEqualTo(429);
        assertThat(status("POST", "/v1/internal/acl/authorize")).isEqualTo(429);
    }

    @Test
    void whatTheAgentAnswersItselfIsNotCounted() {
        limits.configure(new LimitSettings(Mode.ENFORCING, new Rates(0, 0), new Rates(0, 0)));

        assertThat(status("GET", "/v1/agent/self")).isEqualTo(200);
        assertThat(status("GET", "/v1/status/leader")).isEqualTo(200);
        assertThat(status("GET", "/")).isEqualTo(200);
    }

    @Test
    void eachClientHasItsLimit() {
        limits.configure(new LimitSettings(Mode.ENFORCING, Rates.UNLIMITED, new Rates(0, 1)));

        assertThat(status("GET", "/v1/kv/a")).isEqualTo(429);
        assertThat(status("PUT", "/v1/kv/a")).isEqualTo(200);
    }
}
