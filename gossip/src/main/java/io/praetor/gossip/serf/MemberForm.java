package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A member as a conflict response describes it (`gossip-serf.md` §1).
record MemberForm(
        String name,
        @Nullable Bytes addr,
        int port,
        @Nullable Map<String, String> tags,
        int status,
        int protocolMin,
        int protocolMax,
        int protocolCur,
        int delegateMin,
        int delegateMax,
        int delegateCur) {

    private static final StructCodec<MemberForm> CODEC = StructCodec.<MemberForm>of("Member")
            .field("Name", Codecs.TEXT, MemberForm::name)
            .field("Addr", Codecs.BYTES, MemberForm::addr)
            .field("Port", Codecs.INT, MemberForm::port)
            .field("Tags", Codecs.TEXT_MAP, MemberForm::tags)
            .field("Status", Codecs.INT, MemberForm::status)
            .field("ProtocolMin", Codecs.INT, MemberForm::protocolMin)
            .field("ProtocolMax", Codecs.INT, MemberForm::protocolMax)
            .field("ProtocolCur", Codecs.INT, MemberForm::protocolCur)
            .field("DelegateMin", Codecs.INT, MemberForm::delegateMin)
            .field("DelegateMax", Codecs.INT, MemberForm::delegateMax)
            .field("DelegateCur", Codecs.INT, MemberForm::delegateCur)
            .build(v -> new MemberForm(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    static void write(PackWriter out, @Nullable Member member) {
        if (member == null) {
            out.nil();
            return;
        }
        Versions versions = member.versions();
        CODEC.pack(
                out,
                new MemberForm(
                        member.name(),
                        Addresses.bytes(member.endpoint()),
                        member.endpoint().port(),
                        member.tags(),
                        member.status().number(),
                        versions.protocolMin(),
                        versions.protocolMax(),
                        versions.protocolCurrent(),
                        versions.delegateMin(),
                        versions.delegateMax(),
                        versions.delegateCurrent()));
    }

    static @Nullable Member read(PackReader in) throws DecodeException {
        if (in.nil()) {
            return null;
        }
        MemberForm form = CODEC.unpack(in);
        return new Member(
                form.name,
                Addresses.endpoint(form.addr, form.port),
                form.tags == null ? Map.of() : form.tags,
                Member.Status.of(form.status),
                new Versions(
                        form.protocolMin,
                        form.protocolMax,
                        form.protocolCur,
                        form.delegateMin,
                        form.delegateMax,
                        form.delegateCur));
    }
}
