package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.AgentServices;
import io.praetor.http.route.Route;
import java.lang.reflect.Proxy;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `http-api.md` §6, of an agent without services.
class AgentServiceEndpointTest {
    private static final AgentServices NONE = (AgentServices) Proxy.newProxyInstance(
            AgentServices.class.getClassLoader(), new Class<?>[] {AgentServices.class}, (_, _, _) -> null);
    private final Gate gate = new Gate(ApiSettings.of("dc1", "n"));
    private final Route service =
            Route.at("/v1/agent/service/").get(new AgentServiceEndpoint(NONE, gate, new Random(1))::service);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x|404 unknown service ID: x",
                "a%2Fb?wait=10ms&index=7&stale&consistent|404 unknown service ID: a/b",
                "x?wait=soon|400 Invalid wait time",
                "x?index=-1|400 Invalid index",
                "x?wait=soon&index=-1|400 Invalid wait time",
                "x?hash=h&wait=soon|400 Invalid wait time",
            })
    void looksAtWhatAWaitNeedsEvenIfNobodyWaits(String target, String answer) {
        assertThat(Replies.show(service, "GET", "/v1/agent/service/" + target, ""))
                .isEqualTo(answer);
    }
}
