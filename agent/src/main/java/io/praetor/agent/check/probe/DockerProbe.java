package io.praetor.agent.check.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a program in a container, through the engine's API: make an exec, start it and read what it writes until it
/// ends, ask for its exit code.
///
/// @param host  `DOCKER_HOST`
/// @param limit bytes of output to keep
record DockerProbe(Network network, String host, String container, List<String> words, int limit, Duration timeout)
        implements NetProbe {
    /// Longer than any answer but the output, which is not kept.
    private static final int LONGEST_ANSWER = 256 << 10;

    private static final int LONGEST_COMPLAINT = 1024;

    @Override
    public NetAttempt look(Consumer<Finding> done) {
        return new Look(this, done);
    }

    /// One question to the engine, and what to do with its answer.
    private interface Step {
        byte[] request();

        /// @return false: this is no answer, do not go on
        boolean body(ByteBuf piece);

        void end(int status);
    }

    private static final class Look extends NetAttempt implements Dial.Listener {
        private final DockerProbe probe;
        private final Tail output;
        private @Nullable Step step;

        Look(DockerProbe probe, Consumer<Finding> done) {
            super(probe.network, probe.timeout, done);
            this.probe = probe;
            output = new Tail(probe.limit);
        }

        @Override
        void start() {
            take(new Ask(DockerApi.create(probe.container, probe.words), this::created));
        }

        private void take(Step next) {
            step = next;
            try {
                DockerApi.Engine engine = DockerApi.Engine.parse(probe.host);
                UnixDomainSocketAddress socket = engine.socket();
                HostPort hostPort = engine.hostPort();
                if (socket != null) {
                    dial(socket, this);
                } else if (hostPort != null) {
                    dial(hostPort, null, this);
                }
            } catch (HostPort.BadTarget e) {
                failed(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void connected(Channel channel) {
            Step now = step;
            if (now != null) {
                HttpExchange.begin(channel, now.request(), false, new Answers(now));
            }
        }

        private void created(int status, byte[] body) {
            DockerApi.Answer answer = DockerApi.Answer.parse(body);
            if (status == 404) {
                failed("container \"" + probe.container + "\" not found");
            } else if (status != 201 || answer == null || answer.id().isEmpty()) {
                failed(complaint("failed to create exec for container \"" + probe.container + "\"", status, body));
            } else {
                take(new Follow(this, answer.id()));
            }
        }

        private void inspected(int status, byte[] body) {
            DockerApi.Answer answer = DockerApi.Answer.parse(body);
            if (status != 200 || answer == null) {
                failed(complaint("failed to inspect exec", status, body));
            } else if (answer.running()) {
                failed("the engine hung up before the exec had ended");
            } else {
                conclude(ScriptProbe.byExitCode(answer.exitCode(), output));
            }
        }

        private static String complaint(String what, int status, byte[] body) {
            DockerApi.Answer answer = DockerApi.Answer.parse(body);
            String why = answer != null && !answer.message().isEmpty()
                    ? answer.message()
                    : new String(body, 0, Math.min(LONGEST_COMPLAINT, body.length), StandardCharsets.UTF_8);
            return what + ": status code: " + status + ", body: " + why;
        }

        @Override
        public void failed(String problem) {
            conclude(Finding.critical(problem));
        }

        @Override
        Finding late() {
            String text = output.captured();
            String said = ScriptProbe.late(probe.timeout);
            return Finding.decisivelyCritical(text.isEmpty() ? said : said + "\n\n" + text);
        }

        /// Hears the answer to one step; what comes for a step before is of no interest.
        private final class Answers implements HttpExchange.Sink {
            private final Step mine;
            private int status;

            Answers(Step mine) {
                this.mine = mine;
            }

            private boolean isCurrent() {
                return mine.equals(step) && !isOver();
            }

            @Override
            public void head(HttpResponse response) {
                status = response.status().code();
            }

            @Override
            public void body(ByteBuf piece) {
                if (isCurrent() && !mine.body(piece)) {
                    Look.this.failed("the engine answered what makes no sense");
                }
            }

            @Override
            public void end() {
                if (isCurrent()) {
                    mine.end(status);
                }
            }

            @Override
            public void failed(String problem) {
                if (isCurrent()) {
                    Look.this.failed(problem);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Whole {
        void answered(int status, byte[] body);
    }

    /// A question with a short answer.
    private static final class Ask implements Step {
        private final byte[] request;
        private final Whole then;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Ask(byte[] request, Whole then) {
            this.request = request;
            this.then = then;
        }

        @Override
        public byte[] request() {
            return request;
        }

        @Override
        public boolean body(ByteBuf piece) {
            byte[] bytes = new byte[piece.readableBytes()];
            if (body.size() + bytes.length > LONGEST_ANSWER) {
                return false;
            }
            piece.readBytes(bytes);
            body.writeBytes(bytes);
            return true;
        }

        @Override
        public void end(int status) {
            then.answered(status, body.toByteArray());
        }
    }

    /// Starts an exec and reads its output to the end.
    private static final class Follow implements Step {
        private final Look look;
        private final String exec;
        private final DockerFrames frames;
        private final Tail raw = new Tail(LONGEST_COMPLAINT);
        private boolean framed = true;

        Follow(Look look, String exec) {
            this.look = look;
            this.exec = exec;
            frames = new DockerFrames(look.output::add);
        }

        @Override
        public byte[] request() {
            return DockerApi.start(exec);
        }

        @Override
        public boolean body(ByteBuf piece) {
            raw.add(piece.nioBuffer());
            framed = framed && frames.add(piece.nioBuffer());
            // a complaint is no such stream either, and is told apart by its status
            return true;
        }

        @Override
        public void end(int status) {
            if (status != 200 && status != 101) {
                look.failed(Look.complaint(
                        "failed to start exec", status, raw.text().getBytes(StandardCharsets.UTF_8)));
            } else if (!framed) {
                look.failed("the engine answered what makes no sense");
            } else {
                look.take(new Ask(DockerApi.inspect(exec), look::inspected));
            }
        }
    }
}
