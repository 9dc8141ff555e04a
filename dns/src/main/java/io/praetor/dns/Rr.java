package io.praetor.dns;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;

/// A resource record ready to be put into messages: everything about it that is the same in each of them is bytes.
/// Nobody changes them.
final class Rr {
    /// The class of every record here, whatever class was asked for.
    static final int CLASS = DClass.IN;

    private static final byte[] NOTHING = {};
    /// Type, class, TTL and length.
    private static final int FIXED_BYTES = 10;

    private final @Nullable WireName owner;
    private final int type;
    private final long ttl;
    private final byte[] data;
    private final @Nullable WireName name;
    private final boolean compressed;

    /// @param owner      null: the name that is asked for, in the spelling of the question
    /// @param ttl        seconds
    /// @param data       the data, or what of it stands before the name it ends with
    /// @param name       the name that the data ends with, if that could be compressed or pointed to
    /// @param compressed whether that name may be a pointer; not in an SRV record (RFC 2782)
    Rr(@Nullable WireName owner, int type, long ttl, byte[] data, @Nullable WireName name, boolean compressed) {
        this.owner = owner;
        this.type = type;
        this.ttl = ttl;
        this.data = data;
        this.name = name;
        this.compressed = compressed;
    }

    /// From a record whose owner is the name that is asked for.
    static Rr ofQuestion(Record record) {
        return of(null, record);
    }

    /// From a record with its own owner.
    static Rr of(Record record) {
        return of(WireName.of(record.getName()), record);
    }

    private static Rr of(@Nullable WireName owner, Record record) {
        return switch (record) {
            case CNAMERecord cname -> ending(owner, record, NOTHING, cname.getTarget(), true);
            case NSRecord ns -> ending(owner, record, NOTHING, ns.getTarget(), true);
            case PTRRecord ptr -> ending(owner, record, NOTHING, ptr.getTarget(), true);
            case SRVRecord srv ->
                ending(
                        owner,
                        record,
                        new byte[] {
                            (byte) (srv.getPriority() >> 8), (byte) srv.getPriority(),
                            (byte) (srv.getWeight() >> 8), (byte) srv.getWeight(),
                            (byte) (srv.getPort() >> 8), (byte) srv.getPort()
                        },
                        srv.getTarget(),
                        false);
            default -> new Rr(owner, record.getType(), record.getTTL(), data(record), null, false);
        };
    }

    private static Rr ending(@Nullable WireName owner, Record record, byte[] before, Name target, boolean compressed) {
        return new Rr(owner, record.getType(), record.getTTL(), before, WireName.of(target), compressed);
    }

    private static byte[] data(Record record) {
        byte[] wire = record.toWire(Section.ANSWER);
        int skip = record.getName().length() + FIXED_BYTES;
        byte[] data = new byte[wire.length - skip];
        System.arraycopy(wire, skip, data, 0, data.length);
        return data;
    }

    /// The same with another time to live.
    Rr withTtl(long seconds) {
        return new Rr(owner, type, seconds, data, name, compressed);
    }

    /// The same, where no name is asked for that it could stand at.
    Rr at(WireName asked) {
        return owner == null ? new Rr(asked, type, ttl, data, name, compressed) : this;
    }

    /// How long it is without compression.
    int plainLength(int questionName) {
        return (owner == null ? questionName : owner.length())
                + FIXED_BYTES
                + data.length
                + (name == null ? 0 : name.length());
    }

    @Nullable WireName owner() {
        return owner;
    }

    int type() {
        return type;
    }

    long ttl() {
        return ttl;
    }

    byte[] data() {
        return data;
    }

    @Nullable WireName name() {
        return name;
    }

    boolean compressed() {
        return compressed;
    }
}
