package io.praetor.model.exec;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to execute: a line for a shell, a script, or a program with arguments.
///
/// @param command a line for a shell; empty for none
/// @param args    program and arguments, which come before the others; null for none
/// @param script  a file to be executed; null for none
/// @param silence nanoseconds of silence after which a node says that it is still there
public record ExecJob(
        String command,
        @Nullable List<String> args,
        @Nullable Bytes script,
        long silence) {
    /// How it travels.
    public static final StructCodec<ExecJob> CODEC = StructCodec.<ExecJob>of("remoteExecSpec")
            .field("Command", Codecs.TEXT, ExecJob::command)
            .field("Args", Codecs.TEXTS, ExecJob::args)
            .omitEmpty()
            .field("Script", Codecs.BYTES, ExecJob::script)
            .field("Wait", Codecs.DURATION, ExecJob::silence)
            .build(v -> new ExecJob(v.next(), v.next(), v.next(), v.next()));
}
