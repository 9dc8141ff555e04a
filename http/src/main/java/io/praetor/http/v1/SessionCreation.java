package io.praetor.http.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.praetor.model.GoDuration;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.JsonInput;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionServiceCheck;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `PUT /v1/session/create` (`http-api.md` §10).
///
/// @param lockDelay nanoseconds; null for the default
/// @param nodeChecks null for the default
/// @param checks the old name of `nodeChecks`
record SessionCreation(
        String name,
        String node,
        @Nullable Long lockDelay,
        String behavior,
        String ttl,
        @Nullable List<String> nodeChecks,
        @Nullable List<SessionServiceCheck> serviceChecks,
        @Nullable List<String> checks) {
    /// 15 seconds.
    private static final long DEFAULT_LOCK_DELAY = 15_000_000_000L;

    /// Shorter delays, in nanoseconds, are meant in seconds.
    private static final long SECONDS_BELOW = 1000;

    static final StructCodec<SessionCreation> CODEC = StructCodec.<SessionCreation>of("SessionRequest")
            .field("Name", Codecs.TEXT, SessionCreation::name)
            .field("Node", Codecs.TEXT, SessionCreation::node)
            .field("LockDelay", new LockDelay(), SessionCreation::lockDelay)
            .field("Behavior", Codecs.TEXT, SessionCreation::behavior)
            .field("TTL", Codecs.TEXT, SessionCreation::ttl)
            .field("NodeChecks", Codecs.TEXTS, SessionCreation::nodeChecks)
            .field("ServiceChecks", Codecs.list(SessionServiceCheck.CODEC), SessionCreation::serviceChecks)
            .field("Checks", Codecs.TEXTS, SessionCreation::checks)
            .build(v -> new SessionCreation(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// What nothing asks for.
    static final SessionCreation DEFAULT = CODEC.zero();

    /// The session asked for, still without an ID.
    ///
    /// @param agent the node that it belongs to when none is named
    Session session(String agent) {
        List<String> named = nodeChecks == null ? checks : nodeChecks;
        return new Session(
                "",
                name,
                node.isEmpty() ? agent : node,
                lockDelay == null ? DEFAULT_LOCK_DELAY : lockDelay,
                behavior.isEmpty() ? Session.RELEASE : behavior,
                ttl,
                named == null ? List.of("serfHealth") : named,
                serviceChecks,
                null,
                0,
                0);
    }

    /// A duration as text, or a number; anything else means the default.
    private static final class LockDelay implements Codec<@Nullable Long> {
        @Override
        public @Nullable Long readJson(JsonInput in) throws IOException, DecodeException {
            JsonParser parser = in.parser();
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                return delay(parse(parser.getText()));
            }
            if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                return delay((long) parser.getDoubleValue());
            }
            parser.skipChildren();
            return null;
        }

        private static long parse(String text) throws DecodeException {
            try {
                return GoDuration.parse(text);
            } catch (IllegalArgumentException e) {
                throw new DecodeException(String.valueOf(e.getMessage()), e);
            }
        }

        private static long delay(long nanos) {
            return nanos < SECONDS_BELOW ? nanos * 1_000_000_000L : nanos;
        }

        @Override
        public void writeJson(JsonGenerator out, @Nullable Long value) throws IOException {
            out.writeNumber(value == null ? 0 : value);
        }

        @Override
        public void pack(PackWriter out, @Nullable Long value) {
            Codecs.DURATION.pack(out, value == null ? 0L : value);
        }

        @Override
        public @Nullable Long unpack(PackReader in) throws DecodeException {
            return Codecs.DURATION.unpack(in);
        }

        @Override
        public @Nullable Long zero() {
            return null;
        }

        @Override
        public boolean isEmpty(@Nullable Long value) {
            return value == null;
        }

        @Override
        public String typeName() {
            return "time.Duration";
        }
    }
}
