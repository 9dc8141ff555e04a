package io.praetor.model.operator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.JsonInput;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import java.io.IOException;

/// What gossip thinks of a member: a word in JSON, a number in MessagePack.
public enum SerfStatus {
    /// Unknown to gossip.
    NONE(0, "none"),
    /// Answers.
    ALIVE(1, "alive"),
    /// Has said that it goes.
    LEAVING(2, "leaving"),
    /// Has gone as it said.
    LEFT(3, "left"),
    /// Does not answer.
    FAILED(4, "failed");

    /// How it travels.
    public static final Codec<SerfStatus> CODEC = new Words();

    private final int code;
    private final String word;

    SerfStatus(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /// The word that people read.
    public String word() {
        return word;
    }

    private static final class Words implements Codec<SerfStatus> {
        @Override
        public void writeJson(JsonGenerator out, SerfStatus value) throws IOException {
            out.writeString(value.word);
        }

        @Override
        public SerfStatus readJson(JsonInput in) throws IOException, DecodeException {
            if (in.isNull()) {
                return NONE;
            }
            if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
                throw in.mismatch(typeName());
            }
            String text = in.parser().getText();
            for (SerfStatus status : values()) {
                if (status.word.equals(text)) {
                    return status;
                }
            }
            throw new DecodeException("unknown member status \"" + text + "\"");
        }

        @Override
        public void pack(PackWriter out, SerfStatus value) {
            out.integer(value.code);
        }

        @Override
        public SerfStatus unpack(PackReader in) throws DecodeException {
            long code = in.integer();
            for (SerfStatus status : values()) {
                if (status.code == code) {
                    return status;
                }
            }
            throw new DecodeException("unknown member status " + code);
        }

        @Override
        public SerfStatus zero() {
            return NONE;
        }

        @Override
        public boolean isEmpty(SerfStatus value) {
            return value == NONE;
        }

        @Override
        public String typeName() {
            return "serf.MemberStatus";
        }
    }
}
