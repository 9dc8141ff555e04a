package io.praetor.rpc.wire;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;

/// What stands before a reply's body (`rpc.md` §3).
///
/// @param error empty when the call went well
/// @param seq   the request's
/// @param method the request's
public record ResponseHeader(String error, long seq, String method) {
    private static final String ERROR = "Error";
    private static final String SEQ = "Seq";
    private static final String SERVICE_METHOD = "ServiceMethod";

    /// Reads a map; unknown keys are passed over.
    public static ResponseHeader decode(byte[] bytes) throws DecodeException {
        PackReader reader = new PackReader(bytes);
        String error = "";
        long seq = 0;
        String method = "";
        int keys = reader.mapHead();
        for (int i = 0; i < keys; i++) {
            switch (reader.text()) {
                case ERROR -> error = reader.text();
                case SEQ -> seq = reader.integer();
                case SERVICE_METHOD -> method = reader.text();
                default -> reader.skip();
            }
        }
        return new ResponseHeader(error, seq, method);
    }

    /// Writes the map as it was recorded.
    public byte[] encode() {
        PackWriter writer = new PackWriter(48 + method.length() + error.length());
        writer.mapHead(3);
        writer.text(ERROR);
        writer.text(error);
        writer.text(SEQ);
        writer.unsigned(seq);
        writer.text(SERVICE_METHOD);
        writer.text(method);
        return writer.toBytes();
    }
}
