package io.praetor.agent.check.probe;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.function.Consumer;

/// Connects to a port and hangs up.
record TcpProbe(Network network, String target, Duration timeout) implements NetProbe {
    @Override
    public NetAttempt look(Consumer<Finding> done) {
        return new Look(this, done);
    }

    private static final class Look extends NetAttempt implements Dial.Listener {
        private final String target;

        Look(TcpProbe probe, Consumer<Finding> done) {
            super(probe.network, probe.timeout, done);
            target = probe.target;
        }

        @Override
        void start() {
            try {
                dial(HostPort.parse(target), null, this);
            } catch (HostPort.BadTarget e) {
                failed("dial tcp: " + e.getMessage());
            }
        }

        @Override
        public void connected(Channel channel) {
            conclude(Finding.passing("TCP connect " + target + ": Success"));
        }

        @Override
        public void failed(String problem) {
            conclude(Finding.critical(problem));
        }

        @Override
        Finding late() {
            return Finding.critical("dial tcp " + target + ": i/o timeout");
        }
    }
}
