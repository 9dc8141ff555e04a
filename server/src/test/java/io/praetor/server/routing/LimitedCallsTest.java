package io.praetor.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.CallHandler;
import io.praetor.server.limit.LimitSettings;
import io.praetor.server.limit.LimitSettings.Mode;
import io.praetor.server.limit.LimitSettings.Rates;
import io.praetor.server.limit.RequestLimits;
import io.praetor.server.testing.ManualTicker;
import io.praetor.server.wire.RpcMethods;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedCallsTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("10.0.0.9");
    private static final InetAddress SERVER = InetAddress.ofLiteral("10.0.0.1");

    private final RequestLimits limits = new RequestLimits(() -> true, new ManualTicker(), Telemetry.NONE);
    private final List<String> handled = new ArrayList<>();
    private final LimitedCalls calls =
            new LimitedCalls(call -> handled.add(call.method()), new RpcMethods(), limits, SERVER::equals);

    private record ManualCall(String method, InetAddress peer, StringBuilder error) implements CallHandler.Call {
        @Override
        public byte[] body() {
            return new byte[0];
        }

        @Override
        public void reply(byte[] body) {}

        @Override
        public void fail(String text, boolean close) {
            error.append(text).append(close ? " closed" : "");
        }

        @Override
        public void onAbandon(Runnable task) {}
    }

    /// @return the error; empty when it was handled
    private String call(String method, InetAddress from) {
        StringBuilder error = new StringBuilder();
        calls.handle(new ManualCall(method, from, error));
        return error.toString();
    }

    @Test
    void refusesWritesAndReadsByTheirMethod() {
        limits.configure(new LimitSettings(Mode.ENFORCING, new Rates(0, 0), Rates.UNLIMITED));

        assertThat(call("KVS.Apply", CLIENT)).isEqualTo(RequestLimits.LATER);
        assertThat(call("Txn.Read", CLIENT)).isEqualTo(RequestLimits.ELSEWHERE);
        assertThat(call("Health.ServiceNodes", SERVER)).isEqualTo(RequestLimits.ELSEWHERE);
        assertThat(handled).isEmpty();
    }

    @Test
    void doesNotCountWhatServersMustKnowOfEachOther() {
        limits.configure(new LimitSettings(Mode.ENFORCING, new Rates(0, 0), new Rates(0, 0)));

        assertThat(call("Status.Ping", CLIENT)).isEmpty();
        assertThat(call("Status.RaftStats", SERVER)).isEmpty();
        assertThat(call("No.Such", CLIENT)).isEmpty();
        assertThat(handled).containsExactly("Status.Ping", "Status.RaftStats", "No.Such");
    }

    @Test
    void looksForServersOnlyWhileThereAreLimits() {
        List<InetAddress> looked = new ArrayList<>();
        LimitedCalls watched = new LimitedCalls(call -> handled.add(call.method()), new RpcMethods(), limits, from -> {
            looked.add(from);
            return false;
        });

        watched.handle(new ManualCall("KVS.Get", CLIENT, new StringBuilder()));
        assertThat(looked).isEmpty();
        limits.configure(new LimitSettings(Mode.PERMISSIVE, Rates.UNLIMITED, new Rates(0, 0)));
        watched.handle(new ManualCall("KVS.Get", CLIENT, new StringBuilder()));

        assertThat(looked).containsExactly(CLIENT);
        assertThat(handled).containsExactly("KVS.Get", "KVS.Get");
    }

    @Test
    void otherServersHaveNoLimitOfTheirOwn() {
        limits.configure(new LimitSettings(Mode.ENFORCING, Rates.UNLIMITED, new Rates(0, 0)));

        assertThat(call("KVS.Get", SERVER)).isEmpty();
        assertThat(call("KVS.Get", CLIENT)).isEqualTo(RequestLimits.ELSEWHERE);
    }
}
