package io.praetor.server.fsm;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaLeafRequest;
import io.praetor.model.connect.CaRequest;
import io.praetor.server.state.ConnectWrites;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import org.jspecify.annotations.Nullable;

/// What commands of the mesh's authority do (`snapshot.md` §3, 13 and 21).
///
/// @param operation for telemetry
record ConnectCommand(String operation, StateStore.Command<@Nullable Object> effect) {
    static ConnectCommand authority(PackReader body) throws DecodeException {
        CaRequest request = CaRequest.CODEC.unpack(body);
        return new ConnectCommand(request.op(), write -> change(write.connect(), request));
    }

    static ConnectCommand leaf(PackReader body) throws DecodeException {
        CaLeafRequest request = CaLeafRequest.CODEC.unpack(body);
        return new ConnectCommand(request.op(), write -> {
            if (!request.op().equals(CaLeafRequest.INCREMENT_INDEX)) {
                throw new StateException("Invalid CA Leaf operation '" + request.op() + "'");
            }
            return write.connect().leafIndex();
        });
    }

    private static @Nullable Object change(ConnectWrites connect, CaRequest request) throws StateException {
        return switch (request.op()) {
            case CaRequest.SET_CONFIG -> setConfig(connect, config(request));
            case CaRequest.SET_ROOTS -> connect.setRootsIfUnchanged(request.index(), request.roots());
            case CaRequest.SET_ROOTS_AND_CONFIG ->
                connect.setRootsAndConfig(request.index(), request.roots(), config(request));
            case CaRequest.SET_PROVIDER_STATE -> {
                connect.setProvider(providerState(request));
                yield true;
            }
            case CaRequest.DELETE_PROVIDER_STATE -> {
                connect.deleteProvider(providerState(request).id());
                yield true;
            }
            case CaRequest.INCREMENT_SERIAL -> connect.nextSerial();
            default -> throw new StateException("Invalid CA operation '" + request.op() + "'");
        };
    }

    private static @Nullable Object setConfig(ConnectWrites connect, CaConfiguration config) {
        if (config.modifyIndex() != 0) {
            return connect.setConfigIfUnchanged(config);
        }
        connect.setConfig(config);
        return null;
    }

    private static CaConfiguration config(CaRequest request) throws StateException {
        if (request.config() == null) {
            throw new StateException("Missing CA configuration");
        }
        return request.config();
    }

    private static CaConsulProviderState providerState(CaRequest request) throws StateException {
        if (request.providerState() == null) {
            throw new StateException("Missing CA provider state");
        }
        return request.providerState();
    }
}
