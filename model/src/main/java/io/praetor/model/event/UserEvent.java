package io.praetor.model.event;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// Something that was told to all agents, or to those that the filters match.
///
/// @param id            a UUID
/// @param payload       null for none
/// @param nodeFilter    a regular expression for the names of nodes; empty: all
/// @param serviceFilter a regular expression for the services an agent must have; empty: any or none
/// @param tagFilter     a regular expression for the tags of these services; empty: any or none
/// @param version       of the form, 1
/// @param lTime         when, by the gossip pool's Lamport clock; 0 before it was sent
public record UserEvent(
        String id,
        String name,
        @Nullable Bytes payload,
        String nodeFilter,
        String serviceFilter,
        String tagFilter,
        int version,
        long lTime) {
    /// The only form there is.
    public static final int VERSION = 1;

    /// How it is shown. On the wire it is a [UserEventPayload].
    public static final StructCodec<UserEvent> CODEC = StructCodec.<UserEvent>of("UserEvent")
            .field("ID", Codecs.TEXT, UserEvent::id)
            .field("Name", Codecs.TEXT, UserEvent::name)
            .field("Payload", Codecs.BYTES, UserEvent::payload)
            .field("NodeFilter", Codecs.TEXT, UserEvent::nodeFilter)
            .field("ServiceFilter", Codecs.TEXT, UserEvent::serviceFilter)
            .field("TagFilter", Codecs.TEXT, UserEvent::tagFilter)
            .field("Version", Codecs.INT, UserEvent::version)
            .field("LTime", Codecs.UINT64, UserEvent::lTime)
            .build(v -> new UserEvent(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with this ID.
    public UserEvent withId(String newId) {
        return new UserEvent(newId, name, payload, nodeFilter, serviceFilter, tagFilter, version, lTime);
    }

    /// The same told at this time.
    public UserEvent at(long time) {
        return new UserEvent(id, name, payload, nodeFilter, serviceFilter, tagFilter, version, time);
    }
}
