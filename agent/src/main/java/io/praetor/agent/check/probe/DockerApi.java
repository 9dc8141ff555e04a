package io.praetor.agent.check.probe;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of the Docker Engine's API that checks need, without a version in its paths: every engine takes them.
final class DockerApi {
    private static final String DEFAULT_HOST = "unix:///var/run/docker.sock";
    private static final int DEFAULT_PORT = 2375;

    private DockerApi() {}

    /// Where an engine listens; one of both is there.
    record Engine(
            @Nullable UnixDomainSocketAddress socket,
            @Nullable HostPort hostPort) {
        /// @param host as `DOCKER_HOST` says it; empty: the usual socket
        /// @throws HostPort.BadTarget when it is nothing that we speak
        static Engine parse(String host) throws HostPort.BadTarget {
            String text = host.isEmpty() ? DEFAULT_HOST : host;
            int colon = text.indexOf("://");
            String rest = colon < 0 ? text : text.substring(colon + 3);
            try {
                return switch (colon < 0 ? "" : text.substring(0, colon)) {
                    case "unix" -> new Engine(UnixDomainSocketAddress.of(rest), null);
                    case "tcp", "http" -> new Engine(null, authority(rest));
                    default -> throw new HostPort.BadTarget("unable to parse docker host `" + text + "`");
                };
            } catch (InvalidPathException e) {
                throw new HostPort.BadTarget("unable to parse docker host `" + text + "`");
            }
        }
    }

    private static HostPort authority(String text) throws HostPort.BadTarget {
        String authority = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        return HostPort.parse(hasPort ? authority : authority + ":" + DEFAULT_PORT);
    }

    /// What to run, without input and terminal.
    private record Exec(boolean stdin, boolean stdout, boolean stderr, boolean terminal, List<String> words) {
        static final StructCodec<Exec> CODEC = StructCodec.<Exec>of("Exec")
                .field("AttachStdin", Codecs.BOOL, Exec::stdin)
                .field("AttachStdout", Codecs.BOOL, Exec::stdout)
                .field("AttachStderr", Codecs.BOOL, Exec::stderr)
                .field("Tty", Codecs.BOOL, Exec::terminal)
                .field("Cmd", Codecs.TEXTS, Exec::words)
                .build(v -> new Exec(v.next(), v.next(), v.next(), v.next(), v.next()));
    }

    /// What an engine answers.
    ///
    /// @param id       of a new exec
    /// @param running  whether an exec still runs
    /// @param exitCode of one that does not
    /// @param message  what it complains of
    record Answer(String id, boolean running, long exitCode, String message) {
        static final StructCodec<Answer> CODEC = StructCodec.<Answer>of("Answer")
                .field("Id", Codecs.TEXT, Answer::id)
                .field("Running", Codecs.BOOL, Answer::running)
                .field("ExitCode", Codecs.INT64, Answer::exitCode)
                .field("message", Codecs.TEXT, Answer::message)
                .build(v -> new Answer(v.next(), v.next(), v.next(), v.next()));

        /// @return null when this is no answer
        static @Nullable Answer parse(byte[] json) {
            try {
                return Json.parse(CODEC, json, false);
            } catch (DecodeException e) {
                return null;
            }
        }
    }

    static byte[] create(String container, List<String> words) {
        Exec exec = new Exec(false, true, true, false, words);
        return post("/containers/" + segment(container) + "/exec", Json.compact(Exec.CODEC, exec));
    }

    static byte[] start(String exec) {
        return post(
                "/exec/" + segment(exec) + "/start",
                "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] inspect(String exec) {
        return request("GET /exec/" + segment(exec) + "/json", new byte[0]);
    }

    private static byte[] post(String path, byte[] body) {
        return request("POST " + path, body);
    }

    private static byte[] request(String line, byte[] body) {
        String head = line + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: Consul Health Check\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /// A name as one segment of a path, whatever is in it.
    private static String segment(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= '0' && b <= '9')
                    || (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || b == '_'
                    || b == '-'
                    || (b == '.' && name.length() > 2);
            if (plain) {
                out.append((char) b);
            } else {
                out.append('%').append(String.format("%02X", b));
            }
        }
        return out.toString();
    }
}
