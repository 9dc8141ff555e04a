package io.praetor.agent.check.probe;

import java.util.function.Consumer;

/// A probe that looks over the network.
interface NetProbe extends Probe {
    /// A look that has not begun.
    NetAttempt look(Consumer<Finding> done);

    @Override
    default Kind kind() {
        return Kind.NETWORK;
    }

    @Override
    default Attempt begin(Consumer<Finding> done) {
        return look(done).begin();
    }
}
