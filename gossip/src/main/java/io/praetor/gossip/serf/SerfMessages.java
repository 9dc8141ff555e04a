package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.SerfMessage.Conflict;
import io.praetor.gossip.serf.SerfMessage.EventSlot;
import io.praetor.gossip.serf.SerfMessage.Join;
import io.praetor.gossip.serf.SerfMessage.KeyRequest;
import io.praetor.gossip.serf.SerfMessage.KeyResponse;
import io.praetor.gossip.serf.SerfMessage.Leave;
import io.praetor.gossip.serf.SerfMessage.PushPull;
import io.praetor.gossip.serf.SerfMessage.Query;
import io.praetor.gossip.serf.SerfMessage.Relay;
import io.praetor.gossip.serf.SerfMessage.Response;
import io.praetor.gossip.serf.SerfMessage.Told;
import io.praetor.gossip.serf.SerfMessage.UserEvent;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.codec.StructCodec;
import java.util.Arrays;

/// Serf's messages as bytes: a type byte, then one map with the fields in byte order of their names
/// (`gossip-serf.md` §1). Unknown fields are passed over, missing ones are zero.
final class SerfMessages {

    private static final StructCodec<Leave> LEAVE = StructCodec.<Leave>of("messageLeave")
            .field("LTime", Codecs.UINT64, Leave::lTime)
            .field("Node", Codecs.TEXT, Leave::node)
            .field("Prune", Codecs.BOOL, Leave::prune)
            .build(v -> new Leave(v.next(), v.next(), v.next()));

    private static final StructCodec<Join> JOIN = StructCodec.<Join>of("messageJoin")
            .field("LTime", Codecs.UINT64, Join::lTime)
            .field("Node", Codecs.TEXT, Join::node)
            .build(v -> new Join(v.next(), v.next()));

    private static final StructCodec<Told> TOLD = StructCodec.<Told>of("userEvent")
            .field("Name", Codecs.TEXT, Told::name)
            .field("Payload", Codecs.BYTES, Told::payload)
            .build(v -> new Told(v.next(), v.next()));

    private static final StructCodec<EventSlot> SLOT = StructCodec.<EventSlot>of("userEvents")
            .field("LTime", Codecs.UINT64, EventSlot::lTime)
            .field("Events", Codecs.list(TOLD), EventSlot::events)
            .build(v -> new EventSlot(v.next(), v.next()));

    private static final StructCodec<PushPull> PUSH_PULL = StructCodec.<PushPull>of("messagePushPull")
            .field("LTime", Codecs.UINT64, PushPull::lTime)
            .field("StatusLTimes", Codecs.map(Codecs.UINT64), PushPull::statusLTimes)
            .field("LeftMembers", Codecs.TEXTS, PushPull::leftMembers)
            .field("EventLTime", Codecs.UINT64, PushPull::eventLTime)
            .field("Events", Codecs.list(Codecs.pointer(SLOT)), PushPull::events)
            .field("QueryLTime", Codecs.UINT64, PushPull::queryLTime)
            .build(v -> new PushPull(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    private static final StructCodec<UserEvent> USER_EVENT = StructCodec.<UserEvent>of("messageUserEvent")
            .field("LTime", Codecs.UINT64, UserEvent::lTime)
            .field("Name", Codecs.TEXT, UserEvent::name)
            .field("Payload", Codecs.BYTES, UserEvent::payload)
            .field("CC", Codecs.BOOL, UserEvent::coalesce)
            .build(v -> new UserEvent(v.next(), v.next(), v.next(), v.next()));

    private static final StructCodec<Query> QUERY = StructCodec.<Query>of("messageQuery")
            .field("LTime", Codecs.UINT64, Query::lTime)
            .field("ID", Codecs.UINT64, Query::id)
            .field("Addr", Codecs.BYTES, Query::addr)
            .field("Port", Codecs.INT, Query::port)
            .field("SourceNode", Codecs.TEXT, Query::sourceNode)
            .field("Filters", Codecs.list(Codecs.BYTES), Query::filters)
            .field("Flags", Codecs.UINT64, Query::flags)
            .field("RelayFactor", Codecs.INT, Query::relayFactor)
            .field("Timeout", Codecs.INT64, Query::timeout)
            .field("Name", Codecs.TEXT, Query::name)
            .field("Payload", Codecs.BYTES, Query::payload)
            .build(v -> new Query(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    private static final StructCodec<Response> RESPONSE = StructCodec.<Response>of("messageQueryResponse")
            .field("LTime", Codecs.UINT64, Response::lTime)
            .field("ID", Codecs.UINT64, Response::id)
            .field("From", Codecs.TEXT, Response::from)
            .field("Flags", Codecs.UINT64, Response::flags)
            .field("Payload", Codecs.BYTES, Response::payload)
            .build(v -> new Response(v.next(), v.next(), v.next(), v.next(), v.next()));

    private static final StructCodec<KeyRequest> KEY_REQUEST = StructCodec.<KeyRequest>of("keyRequest")
            .field("Key", Codecs.BYTES, KeyRequest::key)
            .build(v -> new KeyRequest(v.next()));

    private static final StructCodec<KeyResponse> KEY_RESPONSE = StructCodec.<KeyResponse>of("nodeKeyResponse")
            .field("Result", Codecs.BOOL, KeyResponse::result)
            .field("Message", Codecs.TEXT, KeyResponse::message)
            .field("Keys", Codecs.TEXTS, KeyResponse::keys)
            .field("PrimaryKey", Codecs.TEXT, KeyResponse::primaryKey)
            .build(v -> new KeyResponse(v.next(), v.next(), v.next(), v.next()));

    private static final int TYPE_LEAVE = 0;
    private static final int TYPE_JOIN = 1;
    private static final int TYPE_PUSH_PULL = 2;
    private static final int TYPE_USER_EVENT = 3;
    private static final int TYPE_QUERY = 4;
    private static final int TYPE_RESPONSE = 5;
    private static final int TYPE_CONFLICT = 6;
    private static final int TYPE_KEY_REQUEST = 7;
    private static final int TYPE_KEY_RESPONSE = 8;
    private static final int TYPE_RELAY = 9;

    private SerfMessages() {}

    /// The message with its type byte.
    static byte[] encode(SerfMessage message) {
        PackWriter out = new PackWriter();
        switch (message) {
            case Leave leave -> write(out, TYPE_LEAVE, LEAVE, leave);
            case Join join -> write(out, TYPE_JOIN, JOIN, join);
            case PushPull state -> write(out, TYPE_PUSH_PULL, PUSH_PULL, state);
            case UserEvent event -> write(out, TYPE_USER_EVENT, USER_EVENT, event);
            case Query query -> write(out, TYPE_QUERY, QUERY, query);
            case Response response -> write(out, TYPE_RESPONSE, RESPONSE, response);
            case Conflict conflict -> {
                out.rawByte(TYPE_CONFLICT);
                MemberForm.write(out, conflict.member());
            }
            case KeyRequest request -> write(out, TYPE_KEY_REQUEST, KEY_REQUEST, request);
            case KeyResponse response -> write(out, TYPE_KEY_RESPONSE, KEY_RESPONSE, response);
            case Relay relay -> {
                out.rawByte(TYPE_RELAY);
                RelayHeader.write(out, relay.to(), relay.toName());
                out.rawBytes(relay.message().array());
            }
        }
        return out.toBytes();
    }

    private static <T> void write(PackWriter out, int type, StructCodec<T> codec, T message) {
        out.rawByte(type);
        codec.pack(out, message);
    }

    /// @throws DecodeException for bytes that are no message
    static SerfMessage decode(byte[] bytes) throws DecodeException {
        if (bytes.length == 0) {
            throw new DecodeException("empty message");
        }
        PackReader in = new PackReader(bytes, 1, bytes.length - 1);
        int type = bytes[0] & 0xff;
        return switch (type) {
            case TYPE_LEAVE -> LEAVE.unpack(in);
            case TYPE_JOIN -> JOIN.unpack(in);
            case TYPE_PUSH_PULL -> PUSH_PULL.unpack(in);
            case TYPE_USER_EVENT -> USER_EVENT.unpack(in);
            case TYPE_QUERY -> QUERY.unpack(in);
            case TYPE_RESPONSE -> RESPONSE.unpack(in);
            case TYPE_CONFLICT -> new Conflict(MemberForm.read(in));
            case TYPE_KEY_REQUEST -> KEY_REQUEST.unpack(in);
            case TYPE_KEY_RESPONSE -> KEY_RESPONSE.unpack(in);
            case TYPE_RELAY -> relay(in, bytes);
            default -> throw new DecodeException("unknown message type " + type);
        };
    }

    private static Relay relay(PackReader in, byte[] bytes) throws DecodeException {
        RelayHeader header = RelayHeader.read(in);
        Endpoint to = Addresses.endpoint(header.ip(), header.port());
        return new Relay(to, header.destName(), Bytes.of(Arrays.copyOfRange(bytes, (int) in.position(), bytes.length)));
    }
}
