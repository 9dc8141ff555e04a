package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.praetor.gossip.serf.SerfMessage.UserEvent;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway") // a recording that lacks something fails the test anyway
class SerfMessagesTest {

    static List<SerfVectors.Recorded> recorded() {
        return SerfVectors.all();
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readsAndWritesWhatWasRecorded(SerfVectors.Recorded vector) throws DecodeException {
        SerfMessage message = SerfMessages.decode(vector.bytes());

        if (message instanceof PushPull state && state.statusLTimes().size() > 1) {
            // the original's maps have no order
            assertThat(SerfMessages.encode(message)).hasSameSizeAs(vector.bytes());
            assertThat(SerfMessages.decode(SerfMessages.encode(message))).isEqualTo(message);
        } else {
            assertThat(SerfMessages.encode(message)).isEqualTo(vector.bytes());
        }
        if (message instanceof Relay relay) {
            assertThat(describe(relay)).isEqualTo(vector.description().get("relay_header"));
            Map<?, ?> relayed = (Map<?, ?>) vector.description().get("relayed");
            assertThat(describe(SerfMessages.decode(relay.message().array()))).isEqualTo(relayed.get("body"));
        } else {
            assertThat(describe(message)).isEqualTo(vector.body());
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void readsAndWritesRecordedPayloads(SerfVectors.Recorded vector) throws DecodeException {
        Object decoded = vector.description().get("payload_decoded");
        if (!(decoded instanceof Map<?, ?> payload) || !payload.containsKey("serf_type")) {
            return;
        }
        byte[] bytes = switch (SerfMessages.decode(vector.bytes())) {
            case Query query -> query.payload().array();
            case Response response -> response.payload().array();
            default -> throw new AssertionError(vector);
        };

        SerfMessage message = SerfMessages.decode(bytes);

        assertThat(SerfMessages.encode(message)).isEqualTo(bytes);
        assertThat(describe(message)).isEqualTo(payload.get("body"));
    }

    @Test
    void theRecordingsCoverEveryType() throws DecodeException {
        TreeSet<Integer> types = new TreeSet<>();
        for (SerfVectors.Recorded vector : SerfVectors.all()) {
            types.add((int) vector.bytes()[0]);
            SerfMessage message = SerfMessages.decode(vector.bytes());
            Bytes payload = message instanceof Query query ? query.payload() : null;
            payload = message instanceof Response response ? response.payload() : payload;
            if (payload != null && vector.description().containsKey("payload_decoded")) {
                types.add((int) payload.array()[0]);
            }
        }

        assertThat(types).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void acceptsTheNewTextFormsAndUnknownFieldsInAnyOrder() throws DecodeException {
        // join with str8 key "Node", bin8 value, an unknown list, and LTime last
        byte[] bytes = HexFormat.of().parseHex("0183d9044e6f6465c4026131a1589101a54c54696d6507");

        assertThat(SerfMessages.decode(bytes)).isEqualTo(new Join(7, "a1"));
    }

    @Test
    void aMissingFieldIsZero() throws DecodeException {
        assertThat(SerfMessages.decode(HexFormat.of().parseHex("0081a44e6f6465a26131")))
                .isEqualTo(new Leave(0, "a1", false));
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThatThrownBy(() -> SerfMessages.decode(new byte[0])).hasMessage("empty message");
        assertThatThrownBy(() -> SerfMessages.decode(new byte[] {99})).hasMessage("unknown message type 99");
        assertThatThrownBy(() -> SerfMessages.decode(new byte[] {3, 1})).isInstanceOf(DecodeException.class);
    }

    @Test
    void diesOfNoBytes() {
        Random random = new Random(20261127);
        List<SerfVectors.Recorded> recorded = SerfVectors.all();

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes;
            if (i % 4 == 0) {
                bytes = new byte[1 + random.nextInt(64)];
                random.nextBytes(bytes);
                bytes[0] = (byte) random.nextInt(11);
            } else {
                byte[] whole = recorded.get(random.nextInt(recorded.size())).bytes();
                bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                for (int flips = random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            assertThatCode(() -> decodeOrRefuse(bytes))
                    .as(HexFormat.of().formatHex(bytes))
                    .doesNotThrowAnyException();
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            SerfMessage message = SerfMessages.decode(bytes);
            if (message instanceof Query query) {
                QueryFilter.matches(query.filters(), "a1", Map.of());
            }
        } catch (DecodeException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    /// The message in the words of the recording.
    private static @Nullable Object describe(SerfMessage message) {
        Map<String, @Nullable Object> said = new TreeMap<>();
        switch (message) {
            case Leave leave -> {
                put(said, "LTime", leave.lTime(), "Node", leave.node(), "Prune", leave.prune());
            }
            case Join join -> put(said, "LTime", join.lTime(), "Node", join.node());
            case PushPull state -> {
                put(said, "LTime", state.lTime(), "EventLTime", state.eventLTime(), "QueryLTime", state.queryLTime());
                put(said, "StatusLTimes", state.statusLTimes(), "LeftMembers", state.leftMembers());
                said.put("Events", sparse(state.events()));
            }
            case UserEvent event -> {
                put(said, "LTime", event.lTime(), "Name", event.name(), "CC", event.coalesce());
                said.put("Payload", hex(event.payload()));
            }
            case Query query -> {
                put(said, "LTime", query.lTime(), "ID", query.id(), "Addr", hex(query.addr()));
                put(said, "Port", (long) query.port(), "SourceNode", query.sourceNode(), "Flags", query.flags());
                put(said, "RelayFactor", (long) query.relayFactor(), "Timeout", query.timeout());
                put(said, "Name", query.name(), "Payload", hex(query.payload()));
                List<@Nullable Bytes> filters = query.filters();
                said.put(
                        "Filters",
                        filters == null
                                ? null
                                : filters.stream().map(SerfMessagesTest::hex).toList());
            }
            case Response response -> {
                put(said, "LTime", response.lTime(), "ID", response.id(), "From", response.from());
                put(said, "Flags", response.flags(), "Payload", hex(response.payload()));
            }
            case Conflict conflict -> {
                Member member = conflict.member();
                put(said, "Name", member.name(), "Addr", hex(Addresses.bytes(member.endpoint())));
                put(said, "Port", (long) member.endpoint().port(), "Tags", member.tags());
                put(said, "Status", (long) member.status().number());
                put(said, "ProtocolMin", (long) member.versions().protocolMin());
                put(said, "ProtocolMax", (long) member.versions().protocolMax());
                put(said, "ProtocolCur", (long) member.versions().protocolCurrent());
                put(said, "DelegateMin", (long) member.versions().delegateMin());
                put(said, "DelegateMax", (long) member.versions().delegateMax());
                put(said, "DelegateCur", (long) member.versions().delegateCurrent());
            }
            case KeyRequest request -> said.put("Key", hex(request.key()));
            case KeyResponse response -> {
                put(said, "Result", response.result(), "Message", response.message());
                put(said, "Keys", response.keys(), "PrimaryKey", response.primaryKey());
            }
            case Relay relay -> {
                said.put("DestName", relay.toName());
                said.put(
                        "DestAddr",
                        Map.of(
                                "IP",
                                hex(Addresses.bytes(relay.to())),
                                "Port",
                                (long) relay.to().port(),
                                "Zone",
                                ""));
            }
        }
        return asJson(said);
    }

    /// Numbers of recordings are read as floats.
    private static @Nullable Object asJson(@Nullable Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case List<?> list -> list.stream().map(SerfMessagesTest::asJson).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new TreeMap<>();
                map.forEach((key, each) -> copy.put(key, asJson(each)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static void put(Map<String, @Nullable Object> map, @Nullable Object... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
    }

    private static Map<String, Object> sparse(List<@Nullable EventSlot> events) {
        Map<String, Object> slots = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            EventSlot slot = events.get(i);
            if (slot != null) {
                List<Object> told = new ArrayList<>();
                slot.events().forEach(each -> {
                    Map<String, @Nullable Object> one = new TreeMap<>();
                    put(one, "Name", each.name(), "Payload", hex(each.payload()));
                    told.add(one);
                });
                slots.put(Integer.toString(i), Map.of("LTime", slot.lTime(), "Events", told));
            }
        }
        return Map.of("_array_length", (long) events.size(), "_non_nil", slots);
    }

    private static @Nullable String hex(@Nullable Bytes bytes) {
        return bytes == null ? null : "hex:" + HexFormat.of().formatHex(bytes.array());
    }
}
