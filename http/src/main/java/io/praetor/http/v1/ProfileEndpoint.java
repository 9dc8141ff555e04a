package io.praetor.http.v1;

import io.praetor.http.ProcessProfiles;
import io.praetor.http.ProcessProfiles.Recording;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import java.time.Duration;
import java.util.concurrent.Callable;

/// `/debug/pprof/`: the paths of the original's profiler, with what a JVM has to show (docs/compatibility.md). Without
/// `enable_debug` there is nothing here, unless access is controlled: then it is for operators.
final class ProfileEndpoint {
    private static final int PROFILE_SECONDS = 30;
    private static final int TRACE_SECONDS = 1;
    private static final int MOST_SECONDS = 600;

    private static final String INDEX = """
            /debug/pprof/

            cmdline    the words this process was started with
            goroutine  all threads and where they are (text)
            heap       how many objects of each class there are (text)
            profile    where time is spent; ?seconds=30 (JDK flight recorder)
            trace      what threads wait for; ?seconds=1 (JDK flight recorder)
            """;

    private final ProcessProfiles profiles;
    private final Gate gate;
    private final boolean enabled;

    ProfileEndpoint(ProcessProfiles profiles, Gate gate, boolean enabled) {
        this.profiles = profiles;
        this.gate = gate;
        this.enabled = enabled;
    }

    Reply get(Request request) {
        if (!enabled) {
            return Reply.empty(404);
        }
        return switch (request.rest()) {
            case "" -> shown(request, () -> INDEX);
            case "cmdline" -> shown(request, profiles::commandLine);
            case "goroutine" -> shown(request, profiles::threads);
            case "heap" -> shown(request, profiles::heap);
            case "profile" -> recorded(request, Recording.PROFILE, PROFILE_SECONDS);
            case "trace" -> recorded(request, Recording.TRACE, TRACE_SECONDS);
            default -> Reply.text(404, "Unknown profile");
        };
    }

    private Reply shown(Request request, Callable<String> text) {
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Blocking(() -> {
            visitor.requireEnforced(Resource.OPERATOR, "", Access.READ);
            return Reply.text(200, text.call());
        });
    }

    private Reply recorded(Request request, Recording what, int initial) {
        Duration time = Duration.ofSeconds(seconds(request, initial));
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Streamed(outlet -> {
            visitor.requireEnforced(Resource.OPERATOR, "", Access.READ);
            profiles.record(what, time, () -> outlet.begin("application/octet-stream", null));
        });
    }

    /// Like the original, what is no number is as if not given.
    private static int seconds(Request request, int initial) {
        int seconds;
        try {
            seconds = Integer.parseInt(request.params().first("seconds"));
        } catch (NumberFormatException e) {
            return initial;
        }
        if (seconds > MOST_SECONDS) {
            throw RequestFailure.badRequest("seconds must be at most " + MOST_SECONDS);
        }
        return seconds > 0 ? seconds : initial;
    }
}
