package io.praetor.agent.check.probe;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks an HTTP server: 2xx is passing, 429 a warning, all else critical.
///
/// @param url       as registered, and as the output shows it
/// @param redirects whether to follow them
/// @param limit     bytes of the answer's end that the output shows
record HttpProbe(
        Network network,
        String url,
        HttpRequestText request,
        Tls.Choice tls,
        boolean redirects,
        int limit,
        Duration timeout)
        implements NetProbe {
    private static final int MOST_REDIRECTS = 10;

    /// A body longer than this is not read to its end.
    private static final long LONGEST_BODY = 4 << 20;

    private static final int TOO_MANY_REQUESTS = 429;

    @Override
    public NetAttempt look(Consumer<Finding> done) {
        return new Look(this, done);
    }

    private static final class Look extends NetAttempt implements Dial.Listener {
        private final HttpProbe probe;
        private HttpRequestText request;
        private String hostHeader;
        private @Nullable HttpTarget origin;
        private @Nullable HttpTarget target;
        private @Nullable Reading reading;
        private int sent;

        Look(HttpProbe probe, Consumer<Finding> done) {
            super(probe.network, probe.timeout, done);
            this.probe = probe;
            this.request = probe.request;
            this.hostHeader = probe.request.given("Host");
        }

        @Override
        void start() {
            String problem = request.problem();
            if (problem != null) {
                failed(problem);
                return;
            }
            try {
                HttpTarget first = HttpTarget.parse(probe.url);
                origin = first;
                ask(first);
            } catch (HostPort.BadTarget e) {
                failed(String.valueOf(e.getMessage()));
            }
        }

        private void ask(HttpTarget to) {
            target = to;
            reading = null;
            dial(to.hostPort(), to.tls() ? probe.tls : null, this);
        }

        @Override
        public void connected(Channel channel) {
            HttpTarget to = target;
            HttpTarget first = origin;
            if (to == null || first == null) {
                throw new IllegalStateException("connected to nothing");
            }
            sent++;
            Reading answer = new Reading(this);
            reading = answer;
            byte[] bytes = request.to(to, hostHeader.isEmpty() ? to.authority() : hostHeader, to.isWithin(first));
            HttpExchange.begin(channel, bytes, request.method().equals("HEAD"), answer);
        }

        private void follow(int status, String location) {
            HttpTarget from = target;
            if (from == null) {
                throw new IllegalStateException("redirected from nowhere");
            }
            if (sent >= MOST_REDIRECTS) {
                failed("stopped after " + MOST_REDIRECTS + " redirects");
                return;
            }
            try {
                HttpTarget next = from.resolve(location);
                request = request.redirected(status);
                if (HttpTarget.hasScheme(location) || location.startsWith("//")) {
                    // a Host header of one's own was meant for the first server
                    hostHeader = "";
                }
                ask(next);
            } catch (HostPort.BadTarget e) {
                failed(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void failed(String problem) {
            conclude(problem(problem));
        }

        private Finding problem(String problem) {
            HttpTarget at = target;
            String method = request.method();
            String verb = method.substring(0, 1) + method.substring(1).toLowerCase(Locale.ROOT);
            String shown = at == null || sent == 0 ? probe.url : at.toString();
            return Finding.critical(verb + " \"" + shown + "\": " + problem);
        }

        @Override
        Finding late() {
            Reading answer = reading;
            // the head is the verdict, however long the body takes
            Finding verdict = answer == null ? null : answer.verdict();
            return verdict != null
                    ? verdict
                    : problem("context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
    }

    /// What came of one answer.
    private static final class Reading implements HttpExchange.Sink {
        private final Look look;
        private final Tail body;
        private @Nullable HttpResponseStatus status;

        Reading(Look look) {
            this.look = look;
            this.body = new Tail(look.probe.limit);
        }

        /// What is late is an answer that was redirected, or one to a look that is over.
        private boolean isCurrent() {
            return look.reading == this && !look.isOver();
        }

        @Override
        public void head(HttpResponse response) {
            if (!isCurrent()) {
                return;
            }
            int code = response.status().code();
            String location = response.headers().get(HttpHeaderNames.LOCATION);
            if (location != null && !location.isEmpty() && isRedirect(code) && look.probe.redirects) {
                look.follow(code, location);
            } else {
                status = response.status();
            }
        }

        private static boolean isRedirect(int code) {
            return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
        }

        @Override
        public void body(ByteBuf piece) {
            if (isCurrent()) {
                body.add(piece.nioBuffer());
                if (body.total() > LONGEST_BODY) {
                    end();
                }
            }
        }

        @Override
        public void end() {
            Finding verdict = verdict();
            if (isCurrent() && verdict != null) {
                look.conclude(verdict);
            }
        }

        @Override
        public void failed(String problem) {
            if (isCurrent()) {
                look.failed(problem);
            }
        }

        /// By the head alone; null before it came.
        @Nullable Finding verdict() {
            HttpResponseStatus code = status;
            if (code == null) {
                return null;
            }
            String reason = code.reasonPhrase();
            String output = "HTTP " + look.probe.request.method() + " " + look.probe.url + ": " + code.code()
                    + (reason.isEmpty() ? "" : " " + reason) + " Output: " + body.text();
            if (code.code() >= 200 && code.code() < 300) {
                return Finding.passing(output);
            }
            return code.code() == TOO_MANY_REQUESTS ? Finding.warning(output) : Finding.critical(output);
        }
    }
}
