package io.praetor.server.connect;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.log.CommandType;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Waiting;
import io.praetor.server.leader.Writes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes of the authority on their way into the log. Each waits until it is applied; fails with a
/// [io.praetor.server.RequestFailure] when it is not.
final class CaCommands {
    private final Writes writes;
    private final String datacenter;

    CaCommands(Writes writes, String datacenter) {
        this.writes = writes;
        this.datacenter = datacenter;
    }

    /// Whether this server is stopping: what fails from now on is a part of that.
    boolean stopped() {
        return writes.stopped();
    }

    /// Writes the configuration; if its ModifyIndex is not 0, only over the one with that.
    boolean setConfig(CaConfiguration config) throws InterruptedException {
        return took(new CaRequest(CaRequest.SET_CONFIG, datacenter, 0, null, config, null, ""));
    }

    /// Replaces the roots of that index.
    boolean setRoots(long since, List<CaRoot> roots) throws InterruptedException {
        return took(new CaRequest(CaRequest.SET_ROOTS, datacenter, since, roots, null, null, ""));
    }

    /// Replaces the roots of that index and the configuration of its ModifyIndex.
    boolean setRootsAndConfig(long since, List<CaRoot> roots, CaConfiguration config) throws InterruptedException {
        return took(new CaRequest(CaRequest.SET_ROOTS_AND_CONFIG, datacenter, since, roots, config, null, ""));
    }

    /// Changes what a built-in authority keeps.
    void change(String op, CaConsulProviderState row) throws InterruptedException {
        Waiting.on(propose(new CaRequest(op, datacenter, 0, null, null, row, "")));
    }

    /// A serial number that no certificate has had.
    long nextSerial() throws InterruptedException {
        Object serial =
                Waiting.on(propose(new CaRequest(CaRequest.INCREMENT_SERIAL, datacenter, 0, null, null, null, "")));
        if (serial instanceof Long number) {
            return number;
        }
        throw new IllegalStateException("the log gave no serial number but " + serial);
    }

    /// Takes an index for a leaf.
    CompletableFuture<@Nullable Object> leaf() {
        return writes.propose(Commands.leaf(datacenter));
    }

    private boolean took(CaRequest request) throws InterruptedException {
        return !Boolean.FALSE.equals(Waiting.on(propose(request)));
    }

    private CompletableFuture<@Nullable Object> propose(CaRequest request) {
        return writes.propose(Commands.encode(CommandType.CONNECT_CA, CaRequest.CODEC, request));
    }
}
