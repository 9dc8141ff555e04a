package io.praetor.gossip;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/// What was recorded of the original's members.
@SuppressWarnings("NullAway") // a recording that lacks something fails the test anyway
public final class GossipVectors {

    private GossipVectors() {}

    /// A file of vectors.
    public static Map<?, ?> read(String name) {
        try (InputStream in = GossipVectors.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return (Map<?, ?>) Json.parse(Codecs.ANY, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DecodeException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
