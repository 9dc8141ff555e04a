package io.praetor.client.watch;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to watch, with whose rights, and perhaps whom to tell.
public final class WatchPlan {
    private final String type;
    private final String token;
    private final String datacenter;
    private final @Nullable HttpHandler http;
    private final Source source;

    private WatchPlan(String type, String token, String datacenter, @Nullable HttpHandler http, Source source) {
        this.type = type;
        this.token = token;
        this.datacenter = datacenter;
        this.http = http;
        this.source = source;
    }

    /// Reads parameters as `agent.md` section 9 lists them.
    ///
    /// @param parameters texts, booleans, lists and maps by name
    /// @param others     names that are somebody else's to read
    /// @throws WatchPlanException when they make no watch
    public static WatchPlan parse(Map<String, ?> parameters, Set<String> others) throws WatchPlanException {
        WatchParameters from = new WatchParameters(parameters);
        others.forEach(from::any);
        String datacenter = from.text("datacenter");
        String token = from.text("token");
        String type = from.text("type");
        if (type.isEmpty()) {
            throw new WatchPlanException("Watch type must be specified");
        }
        String handlerType = from.text("handler_type");
        Object settings = from.any("http_handler_config");
        HttpHandler http = switch (handlerType) {
            case "", "script" -> null;
            case "http" -> HttpHandler.parse(settings);
            default -> throw new WatchPlanException("Handler type '" + handlerType + "' not recognized");
        };
        Source source = Sources.of(type, from);
        from.requireNothingLeft();
        return new WatchPlan(type, token, datacenter, http, source);
    }

    /// The type, such as `key`.
    public String type() {
        return type;
    }

    /// The token to read with; empty for the client's.
    public String token() {
        return token;
    }

    /// The datacenter to ask; empty for the client's.
    public String datacenter() {
        return datacenter;
    }

    /// The request that tells of changes; null when a script does.
    public @Nullable HttpHandler http() {
        return http;
    }

    Source source() {
        return source;
    }
}
