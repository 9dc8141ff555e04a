package io.praetor.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.JsonInput;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists for which nil is another word for empty: read both, write the empty one.
record PlainList<E>(Codec<@Nullable List<E>> codec) implements Codec<List<E>> {
    @Override
    public void writeJson(JsonGenerator out, List<E> value) throws IOException {
        codec.writeJson(out, value);
    }

    @Override
    public List<E> readJson(JsonInput in) throws IOException, DecodeException {
        return Replies.orEmpty(codec.readJson(in));
    }

    @Override
    public void pack(PackWriter out, List<E> value) {
        codec.pack(out, value);
    }

    @Override
    public List<E> unpack(PackReader in) throws DecodeException {
        return Replies.orEmpty(codec.unpack(in));
    }

    @Override
    public List<E> zero() {
        return List.of();
    }

    @Override
    public boolean isEmpty(List<E> value) {
        return value.isEmpty();
    }

    @Override
    public String typeName() {
        return codec.typeName();
    }
}
