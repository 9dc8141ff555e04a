package io.praetor.agent.event;

import io.praetor.model.codec.PackWriter;
import io.praetor.server.RequestFailure;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The pool of an agent without others: what it tells, it hears itself. Keeps the limits that a gossip message has.
final class LoneBroadcast implements EventBroadcast {
    /// Serf's default `UserEventSizeLimit`, bytes.
    static final int LIMIT = 512;

    private static final int USER_EVENT = 3;

    private final String datacenter;
    private final AtomicLong clock = new AtomicLong(1);
    private volatile Receiver receiver = (_, _) -> {};

    /// @param datacenter the only one there is
    LoneBroadcast(String datacenter) {
        this.datacenter = datacenter;
    }

    @Override
    public void deliverTo(Receiver wanted) {
        receiver = wanted;
    }

    @Override
    public void send(@Nullable String wanted, String name, byte[] payload, String token) {
        if (wanted != null && !wanted.isEmpty() && !wanted.equals(datacenter)) {
            throw RequestFailure.noPathToDatacenter();
        }
        String gossipName = "consul:event:" + name;
        if (gossipName.length() + payload.length > LIMIT) {
            throw RequestFailure.internal("user event exceeds configured limit of " + LIMIT + " bytes before encoding");
        }
        long time = clock.incrementAndGet();
        if (encodedLength(gossipName, payload, time) > LIMIT) {
            throw RequestFailure.internal(
                    "encoded user event exceeds configured limit of " + LIMIT + " bytes after encoding");
        }
        receiver.received(payload, time);
    }

    /// How long the gossip message would be (`gossip-serf.md` §3).
    private static int encodedLength(String name, byte[] payload, long time) {
        PackWriter out = new PackWriter();
        out.rawByte(USER_EVENT);
        out.mapHead(4);
        out.text("CC");
        out.bool(false);
        out.text("LTime");
        out.unsigned(time);
        out.text("Name");
        out.text(name);
        out.text("Payload");
        out.raw(payload);
        return out.length();
    }
}
