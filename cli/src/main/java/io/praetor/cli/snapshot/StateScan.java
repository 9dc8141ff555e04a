package io.praetor.cli.snapshot;

import io.praetor.model.log.CommandType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts the records of a `state.bin` that is written to it (spec/snapshot.md section 2) without keeping any of it.
/// The state has no lengths, so this walks the structure of the msgpack values: what remains to be read is a number of
/// values, then a number of bytes.
final class StateScan extends OutputStream {
    private static final int KINDS = 256;
    private static final int NO_TYPE = -1;

    private final long[] counts = new long[KINDS];
    private final long[] sums = new long[KINDS];
    private long total;
    /// Where the record in progress began; the header counts for the first one, as in the original.
    private long recordStart;

    private int type = NO_TYPE;
    private boolean inHeader = true;
    /// Values still to come in the header or the record; 0 between records.
    private long values = 1;
    /// Bytes of length, and then of content, still to come in the current value.
    private int lengthBytes;

    private long length;
    private int form;
    private long content;
    private @Nullable IOException failure;

    /// The records of one kind.
    record Kind(String name, long sum, long count) {}

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int size) {
        int at = offset;
        int end = offset + size;
        while (at < end && failure == null) {
            if (content > 0) {
                int n = (int) Math.min(content, end - at);
                content -= n;
                at += n;
                total += n;
                ended();
                continue;
            }
            total++;
            step(bytes[at++] & 0xff);
        }
    }

    private void step(int b) {
        if (lengthBytes > 0) {
            length = length << 8 | b;
            if (--lengthBytes == 0) {
                lengthRead();
            }
        } else if (values == 0) {
            type = b & (CommandType.IGNORABLE - 1);
            values = 1;
        } else {
            values--;
            start(b);
        }
        ended();
    }

    /// The first byte of a value.
    private void start(int b) {
        if (b <= 0x7f || b >= 0xe0 || b == 0xc0 || b == 0xc2 || b == 0xc3) {
            return;
        }
        if (b <= 0x8f) {
            values += 2L * (b & 0x0f);
        } else if (b <= 0x9f) {
            values += b & 0x0f;
        } else if (b <= 0xbf) {
            content = b & 0x1f;
        } else {
            startLong(b);
        }
    }

    private void startLong(int b) {
        form = b;
        length = 0;
        switch (b) {
            case 0xc4, 0xc7, 0xd9 -> lengthBytes = 1;
            case 0xc5, 0xc8, 0xda, 0xdc, 0xde -> lengthBytes = 2;
            case 0xc6, 0xc9, 0xdb, 0xdd, 0xdf -> lengthBytes = 4;
            case 0xcc, 0xd0 -> content = 1;
            case 0xcd, 0xd1, 0xd4 -> content = 2;
            case 0xca, 0xce, 0xd2 -> content = 4;
            case 0xcb, 0xcf, 0xd3 -> content = 8;
            case 0xd5 -> content = 3;
            case 0xd6 -> content = 5;
            case 0xd7 -> content = 9;
            case 0xd8 -> content = 17;
            default ->
                failure = new IOException("unexpected byte 0x" + Integer.toHexString(b) + " at offset " + (total - 1));
        }
    }

    private void lengthRead() {
        switch (form) {
            case 0xdc, 0xdd -> values += length;
            case 0xde, 0xdf -> values += 2 * length;
            // extensions have a type byte before their content
            case 0xc7, 0xc8, 0xc9 -> content = length + 1;
            default -> content = length;
        }
    }

    private void ended() {
        if (values > 0 || lengthBytes > 0 || content > 0) {
            return;
        }
        if (inHeader) {
            inHeader = false;
        } else if (type != NO_TYPE) {
            counts[type]++;
            sums[type] += total - recordStart;
            recordStart = total;
            type = NO_TYPE;
        }
    }

    /// To be called when the state is complete.
    ///
    /// @throws IOException when it was no sequence of records
    void finish() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (inHeader || type != NO_TYPE) {
            throw new IOException("unexpected EOF");
        }
    }

    /// Length of the state in bytes.
    long total() {
        return total;
    }

    /// What was found, the largest first.
    List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i < KINDS; i++) {
            if (counts[i] > 0) {
                kinds.add(new Kind(name(i), sums[i], counts[i]));
            }
        }
        kinds.sort(Comparator.comparingLong(Kind::sum).reversed());
        return kinds;
    }

    /// The original's names.
    private static String name(int code) {
        return switch (CommandType.of(code)) {
            case REGISTER -> "Register";
            case DEREGISTER -> "Deregister";
            case KVS -> "KVS";
            case SESSION -> "Session";
            case ACL -> "ACL (Deprecated)";
            case TOMBSTONE -> "Tombstone";
            case COORDINATE_BATCH -> "CoordinateBatchUpdate";
            case PREPARED_QUERY -> "PreparedQuery";
            case TXN -> "Txn";
            case AUTOPILOT -> "Autopilot";
            case AREA -> "Area";
            case ACL_BOOTSTRAP -> "ACLBootstrap";
            case INTENTION -> "Intention";
            case CONNECT_CA -> "ConnectCA";
            case CONNECT_CA_PROVIDER_STATE -> "ConnectCAProviderState";
            case CONNECT_CA_CONFIG -> "ConnectCAConfig";
            case INDEX -> "Index";
            case ACL_TOKEN_SET, ACL_TOKEN_DELETE -> "ACLToken";
            case ACL_POLICY_SET, ACL_POLICY_DELETE -> "ACLPolicy";
            case CONNECT_CA_LEAF -> "ConnectCALeaf";
            case CONFIG_ENTRY -> "ConfigEntry";
            case ACL_ROLE_SET, ACL_ROLE_DELETE -> "ACLRole";
            case ACL_BINDING_RULE_SET, ACL_BINDING_RULE_DELETE -> "ACLBindingRule";
            case ACL_AUTH_METHOD_SET, ACL_AUTH_METHOD_DELETE -> "ACLAuthMethod";
            case CHUNKING_STATE -> "ChunkingState";
            case FEDERATION_STATE -> "FederationState";
            case SYSTEM_METADATA -> "SystemMetadata";
            case null, default -> "Unknown(" + code + ")";
        };
    }
}
