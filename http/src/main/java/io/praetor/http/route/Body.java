package io.praetor.http.route;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Json;
import io.praetor.server.query.Answer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The content of a reply. Arrays it yields are shared and must not be changed.
public sealed interface Body {
    /// Nothing, and no `Content-Type`.
    Body EMPTY = new Raw(null, Bytes.EMPTY);

    /// What `Content-Type` says; null leaves the header out.
    @Nullable CharSequence contentType();

    /// The content.
    ///
    /// @param pretty whether JSON is indented
    byte[] plain(boolean pretty);

    /// The content, compressed. Only asked for when [#plain] is long enough to be worth it.
    byte[] gzipped(boolean pretty);

    /// Ready bytes.
    record Raw(@Nullable CharSequence contentType, Bytes content) implements Body {
        @Override
        public byte[] plain(boolean pretty) {
            return content.array();
        }

        @Override
        public byte[] gzipped(boolean pretty) {
            return Gzip.compress(content.array());
        }
    }

    /// A value of this reply alone.
    record Value<T extends @Nullable Object>(Codec<T> codec, T value) implements Body {
        @Override
        public CharSequence contentType() {
            return HeaderNames.APPLICATION_JSON;
        }

        @Override
        public byte[] plain(boolean pretty) {
            return pretty ? Json.pretty(codec, value) : Json.compact(codec, value);
        }

        @Override
        public byte[] gzipped(boolean pretty) {
            return Gzip.compress(plain(pretty));
        }
    }

    /// A value that many replies share; it is encoded and compressed once.
    ///
    /// @param view what of the answer's value is shown
    record Shared<T extends @Nullable Object, V extends @Nullable Object>(
            Answer<T> answer, Codec<V> codec, Function<? super T, ? extends V> view) implements Body {
        private static final int COMPACT = 0;
        private static final int PRETTY = 1;
        private static final int COMPACT_GZIP = 2;
        private static final int PRETTY_GZIP = 3;

        @Override
        public CharSequence contentType() {
            return HeaderNames.APPLICATION_JSON;
        }

        @Override
        public byte[] plain(boolean pretty) {
            return pretty
                    ? answer.encoded(PRETTY, value -> Json.pretty(codec, view.apply(value)))
                    : answer.encoded(COMPACT, value -> Json.compact(codec, view.apply(value)));
        }

        @Override
        public byte[] gzipped(boolean pretty) {
            byte[] content = plain(pretty);
            return answer.encoded(pretty ? PRETTY_GZIP : COMPACT_GZIP, value -> Gzip.compress(content));
        }
    }
}
