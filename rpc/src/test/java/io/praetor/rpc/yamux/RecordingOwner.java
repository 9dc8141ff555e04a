package io.praetor.rpc.yamux;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Keeps what a session tells it.
final class RecordingOwner implements Session.Owner {
    boolean goneAway;
    int closed;

    @Nullable IOException cause;

    @Override
    public void goneAway() {
        goneAway = true;
    }

    @Override
    public void closed(IOException why) {
        closed++;
        cause = why;
    }
}
