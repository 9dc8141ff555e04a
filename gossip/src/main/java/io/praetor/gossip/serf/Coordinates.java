package io.praetor.gossip.serf;

import io.praetor.gossip.coordinate.Vivaldi;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where this member and those it pings are in the network (`gossip-serf.md` §10): acknowledgements carry the
/// coordinate of who answers. The loop learns; anybody may ask.
final class Coordinates {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinates.class);

    /// Of what acknowledgements carry.
    private static final int VERSION = 1;

    private static final byte[] NOTHING = new byte[0];

    private final boolean enabled;
    private final Vivaldi vivaldi;
    private final Counter rejected;
    private final Counter zeroRtt;
    private final Map<String, Coordinate> others = new ConcurrentHashMap<>();
    private volatile Coordinate own;
    private volatile long resets;
    private byte @Nullable [] payload;

    Coordinates(boolean enabled, RandomGenerator random, Telemetry telemetry) {
        this.enabled = enabled;
        vivaldi = new Vivaldi(random);
        own = vivaldi.coordinate();
        rejected = telemetry.counter("serf.coordinate.rejected");
        zeroRtt = telemetry.counter("serf.coordinate.zero-rtt");
    }

    boolean isEnabled() {
        return enabled;
    }

    /// Where this member is. From any thread.
    Coordinate own() {
        return own;
    }

    /// Where another is, as it said last. From any thread.
    @Nullable Coordinate of(String name) {
        return others.get(name);
    }

    /// How often the own place had to be forgotten. From any thread.
    long resets() {
        return resets;
    }

    /// What acknowledgements carry.
    byte[] ackPayload() {
        if (!enabled) {
            return NOTHING;
        }
        if (payload == null) {
            PackWriter out = new PackWriter();
            out.rawByte(VERSION);
            Coordinate.CODEC.pack(out, own);
            payload = out.toBytes();
        }
        return payload;
    }

    /// A ping was answered.
    void pinged(String peer, Duration rtt, byte[] answer) {
        if (!enabled || answer.length == 0) {
            return;
        }
        if (answer[0] != VERSION) {
            LOG.atError()
                    .addKeyValue("member", peer)
                    .addKeyValue("version", answer[0] & 0xff)
                    .log("a coordinate in a form that is not known");
            return;
        }
        try {
            Coordinate other = Coordinate.CODEC.unpack(new PackReader(answer, 1, answer.length - 1));
            vivaldi.update(peer, other, rtt);
            if (rtt.isZero()) {
                zeroRtt.increment();
            }
            others.put(peer, other);
            own = vivaldi.coordinate();
            resets = vivaldi.resets();
            payload = null;
        } catch (DecodeException | IllegalArgumentException e) {
            rejected.increment();
            LOG.atDebug()
                    .addKeyValue("member", peer)
                    .addKeyValue("error", e.getMessage())
                    .log("a coordinate was refused");
        }
    }

    void forget(String peer) {
        others.remove(peer);
        vivaldi.forget(peer);
    }
}
