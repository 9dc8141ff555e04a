package io.praetor.server.query;

import io.praetor.server.RequestFailure;
import io.praetor.server.state.State;

/// What requests about the mesh's authority have in common.
public final class CaAccess {
    private CaAccess() {}

    /// @throws RequestFailure when this server takes part in no mesh
    static void requireOn(State state) {
        if (!state.connect().isOn()) {
            throw off();
        }
    }

    /// The refusal of a server that takes part in no mesh.
    public static RequestFailure off() {
        return RequestFailure.internal("Connect must be enabled in order to use this endpoint");
    }
}
