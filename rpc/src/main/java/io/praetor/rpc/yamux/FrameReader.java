package io.praetor.rpc.yamux;

import io.netty.buffer.ByteBuf;

/// Cuts arriving bytes into frames. Payload is passed on as it comes; at most one header is kept.
final class FrameReader {
    private final byte[] header = new byte[Frame.HEADER_BYTES];
    private int headerBytes;
    private long payload;

    /// Where frames go.
    interface Sink {

        /// A header.
        ///
        /// @param stream 32 bits
        /// @param length 32 bits, unsigned
        /// @throws YamuxException when the session is over because of it
        void frame(int type, int flags, int stream, long length) throws YamuxException;

        /// A piece of the payload of the last data frame.
        ///
        /// @param last whether the frame ends with it
        void payload(ByteBuf piece, boolean last) throws YamuxException;
    }

    /// Takes all of `in`, or less when the sink throws.
    void read(ByteBuf in, Sink sink) throws YamuxException {
        while (in.isReadable()) {
            if (payload > 0) {
                int length = (int) Math.min(payload, in.readableBytes());
                payload -= length;
                sink.payload(in.readSlice(length), payload == 0);
            } else {
                int length = Math.min(Frame.HEADER_BYTES - headerBytes, in.readableBytes());
                in.readBytes(header, headerBytes, length);
                headerBytes += length;
                if (headerBytes == Frame.HEADER_BYTES) {
                    headerBytes = 0;
                    header(sink);
                }
            }
        }
    }

    private void header(Sink sink) throws YamuxException {
        if (header[0] != Frame.VERSION) {
            throw new YamuxException("yamux: version " + (header[0] & 0xff), false);
        }
        int type = header[1] & 0xff;
        if (type > Frame.GO_AWAY) {
            throw new YamuxException("yamux: frame of type " + type, false);
        }
        int flags = ((header[2] & 0xff) << 8) | (header[3] & 0xff);
        long length = word(8) & 0xffff_ffffL;
        if (type == Frame.DATA) {
            payload = length;
        }
        sink.frame(type, flags, word(4), length);
    }

    private int word(int at) {
        return ((header[at] & 0xff) << 24)
                | ((header[at + 1] & 0xff) << 16)
                | ((header[at + 2] & 0xff) << 8)
                | (header[at + 3] & 0xff);
    }
}
