package io.praetor.rpc.wire;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;

/// What stands before a request's body (`rpc.md` §3).
///
/// @param seq    unsigned
/// @param method `Service.Method`
public record RequestHeader(long seq, String method) {
    private static final String SEQ = "Seq";
    private static final String SERVICE_METHOD = "ServiceMethod";

    /// Reads a map; unknown keys are passed over.
    ///
    /// @throws DecodeException when it is no such map, or names no method
    public static RequestHeader decode(byte[] bytes) throws DecodeException {
        PackReader reader = new PackReader(bytes);
        long seq = 0;
        String method = "";
        int keys = reader.mapHead();
        for (int i = 0; i < keys; i++) {
            switch (reader.text()) {
                case SEQ -> seq = reader.integer();
                case SERVICE_METHOD -> method = reader.text();
                default -> reader.skip();
            }
        }
        if (method.isEmpty()) {
            throw new DecodeException("rpc: a request without ServiceMethod");
        }
        return new RequestHeader(seq, method);
    }

    /// Writes the map as it was recorded.
    public byte[] encode() {
        PackWriter writer = new PackWriter(32 + method.length());
        writer.mapHead(2);
        writer.text(SEQ);
        writer.unsigned(seq);
        writer.text(SERVICE_METHOD);
        writer.text(method);
        return writer.toBytes();
    }
}
