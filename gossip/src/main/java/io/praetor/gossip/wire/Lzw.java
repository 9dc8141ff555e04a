package io.praetor.gossip.wire;

/// Constants of LZW as in GIF: 8-bit literals, codes of 9 to 12 bits, least significant bit first
/// (`gossip-memberlist.md` §4.2).
final class Lzw {
    static final int CLEAR = 256;
    static final int END = 257;
    static final int FIRST_WIDTH = 9;
    static final int LAST_WIDTH = 12;
    static final int CODES = 1 << LAST_WIDTH;

    private Lzw() {}
}
