package io.praetor.http.v1;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.praetor.http.route.Dispatch;
import io.praetor.http.route.Failures;
import io.praetor.http.route.FrontSettings;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.http.route.Router;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Sends one request through a route, without a connection, and shows the answer as `STATUS headers body`.
final class Replies {
    private Replies() {}

    static String show(Route route, String method, String target, String body, String... headers) {
        Reply.Full reply = ask(route, method, target, body, headers);
        StringBuilder shown = new StringBuilder().append(reply.status());
        if (reply.meta() != null) {
            shown.append(" index=").append(reply.meta().index());
            if (reply.meta().effectiveConsistency() != null) {
                shown.append(' ').append(reply.meta().effectiveConsistency());
            }
        }
        String text = new String(reply.body().plain(false), StandardCharsets.UTF_8);
        return text.isEmpty() ? shown.toString() : shown + " " + text;
    }

    static Reply.Full ask(Route route, String method, String target, String body, String... headers) {
        DefaultHttpHeaders fields = new DefaultHttpHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        Dispatch dispatch = new Router(FrontSettings.DEFAULT, List.of(route)).dispatch(method, target, fields, null);
        if (!(dispatch instanceof Dispatch.Called called)) {
            return dispatch instanceof Dispatch.Answered answered ? answered.reply() : Reply.empty(400);
        }
        called.request().setBody(body.getBytes(StandardCharsets.UTF_8));
        try {
            return finished(called.handler().handle(called.request()));
        } catch (RuntimeException e) {
            return Failures.reply(e);
        }
    }

    private static Reply.Full finished(Reply reply) {
        return switch (reply) {
            case Reply.Full full -> full;
            case Reply.Later later -> {
                CompletableFuture<Reply.Full> done = new CompletableFuture<>();
                var _ = later.work().start(new Reply.Completion() {
                    @Override
                    public void complete(Reply.Full full) {
                        done.complete(full);
                    }

                    @Override
                    public void fail(Throwable cause) {
                        done.complete(Failures.reply(cause));
                    }
                });
                yield done.join();
            }
            case Reply.Blocking blocking -> {
                try {
                    yield blocking.job().call();
                } catch (Exception e) {
                    yield Failures.reply(e);
                }
            }
            case Reply.Streamed _, Reply.Endless _ -> throw new IllegalStateException("a stream needs a connection");
        };
    }
}
