package io.praetor.model.exec;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// The payload of the event that starts remote execution: where the job is.
///
/// @param prefix  of the keys of all jobs
/// @param session of this job; its keys are below `prefix/session/` and belong to it
public record ExecEvent(String prefix, String session) {
    /// The name of the event.
    public static final String NAME = "_rexec";

    /// How it travels.
    public static final StructCodec<ExecEvent> CODEC = StructCodec.<ExecEvent>of("remoteExecEvent")
            .field("Prefix", Codecs.TEXT, ExecEvent::prefix)
            .field("Session", Codecs.TEXT, ExecEvent::session)
            .build(v -> new ExecEvent(v.next(), v.next()));

    /// The key of the job.
    public String jobKey() {
        return directory() + "job";
    }

    /// What all keys of the job begin with.
    public String directory() {
        return prefix + "/" + session + "/";
    }
}
