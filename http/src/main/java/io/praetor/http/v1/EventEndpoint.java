package io.praetor.http.v1;

import io.praetor.http.AgentEvents;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.event.UserEvent;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.query.ReadOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/event/…` (`http-api.md` §12).
final class EventEndpoint {
    private static final Codec<@Nullable List<UserEvent>> EVENTS = Codecs.list(UserEvent.CODEC);

    private final Reads reads;
    private final AgentEvents events;
    private final Gate gate;

    EventEndpoint(Reads reads, AgentEvents events, Gate gate) {
        this.reads = reads;
        this.events = events;
        this.gate = gate;
    }

    Reply fire(Request request) {
        String name = Names.required(request, "Missing name");
        Params params = request.params();
        Bytes payload = request.body().length == 0 ? null : Bytes.of(request.body());
        UserEvent wanted = new UserEvent(
                "",
                name,
                payload,
                params.first("node"),
                params.first("service"),
                params.first("tag"),
                UserEvent.VERSION,
                0);
        String datacenter = reads.datacenter(request);
        String token = reads.token(request);
        return new Reply.Blocking(() -> Reply.json(UserEvent.CODEC, events.fire(datacenter, wanted, token)));
    }

    Reply list(Request request) {
        ReadOptions options = reads.waiting(request);
        String name = request.params().first("name");
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Later(done -> visitor.start(
                done,
                _ -> events.list(
                        name,
                        options.minIndex(),
                        options.longest(),
                        found -> visitor.finish(done, by -> shown(found, visitor, Viewer.of(by, false))))));
    }

    private static Reply.Full shown(AgentEvents.Listing found, Gate.Visitor visitor, Viewer viewer) {
        List<UserEvent> seen =
                viewer.visible(found.events(), event -> viewer.may(Resource.EVENT, event.name(), Access.READ));
        return visitor.marked(
                Reply.json(EVENTS, seen).with(HeaderNames.INDEX, Long.toUnsignedString(found.index())), viewer);
    }
}
