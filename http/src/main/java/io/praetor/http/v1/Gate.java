package io.praetor.http.v1;

import io.praetor.http.Caller;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who asks the agent itself for something (`http-api.md` §6). What is about the cluster goes to servers with its
/// token,
/// and is judged there.
final class Gate {
    private final ApiSettings settings;

    Gate(ApiSettings settings) {
        this.settings = settings;
    }

    /// A request's token, to be kept while the request is not.
    Visitor visitor(Request request) {
        return new Visitor(request.token());
    }

    /// Somebody with a token.
    final class Visitor {
        private final String own;

        private Visitor(String own) {
            this.own = own;
        }

        private String secret() {
            return own.isEmpty() ? settings.defaultToken().get() : own;
        }

        private CompletableFuture<Authorizer> resolve() {
            return settings.tokens().resolve(secret());
        }

        /// What the visitor may do. Waits, so it runs where waiting is allowed.
        ///
        /// @throws RequestFailure if there is no such token
        Authorizer authorizer() {
            try {
                return resolve().join();
            } catch (CompletionException e) {
                if (cause(e) instanceof RequestFailure refusal) {
                    throw refusal;
                }
                throw e;
            }
        }

        /// The visitor as one who wants to change something. Waits.
        Caller caller() {
            return new Caller(own, authorizer());
        }

        /// The visitor as one who looks at something. Waits.
        Viewer viewer() {
            return Viewer.of(authorizer(), false);
        }

        /// Says that something was left out, if something was; but a stranger does not learn that there is something.
        Reply.Full marked(Reply.Full reply, Viewer viewer) {
            return viewer.filtered() && !secret().isEmpty()
                    ? reply.with("X-Consul-Results-Filtered-By-ACLs", "true")
                    : reply;
        }

        /// Waits.
        ///
        /// @throws RequestFailure if the visitor may not
        void require(Resource resource, String name, Access access) {
            authorizer().require(resource, name, access);
        }

        /// The same for what stays closed while access control is tried out: without access control it is closed, too.
        /// Waits.
        ///
        /// @throws RequestFailure if the visitor may not
        void requireEnforced(Resource resource, String name, Access access) {
            authorizer().enforced().require(resource, name, access);
        }

        /// Goes on at once if it is known what the visitor may do, and when it is if not.
        ///
        /// @param work what is waited for then
        Cancellable start(Reply.Completion done, Function<Authorizer, Cancellable> work) {
            Entry entry = new Entry();
            var _ = resolve().whenComplete((by, failure) -> {
                if (failure != null) {
                    done.fail(cause(failure));
                    return;
                }
                try {
                    entry.begin(() -> work.apply(by));
                } catch (RequestFailure refusal) {
                    done.fail(refusal);
                }
            });
            return entry;
        }

        /// An answer that depends on what the visitor may do by the time it is given.
        void finish(Reply.Completion done, Function<Authorizer, Reply.Full> render) {
            var _ = resolve().whenComplete((by, failure) -> {
                if (failure != null) {
                    done.fail(cause(failure));
                    return;
                }
                Reply.Full reply;
                try {
                    reply = render.apply(by);
                } catch (RuntimeException e) {
                    done.fail(e);
                    return;
                }
                done.complete(reply);
            });
        }
    }

    /// This agent's node, which is what rules about agents name.
    String node() {
        return settings.nodeName();
    }

    /// An answer to a visitor who may do something, worked out where waiting is allowed.
    Reply after(Request request, Resource resource, String name, Access access, Callable<Reply.Full> job) {
        Visitor visitor = visitor(request);
        return new Reply.Blocking(() -> {
            visitor.require(resource, name, access);
            return job.call();
        });
    }

    /// The same for somebody who may see this agent, or change it.
    Reply afterAgent(Request request, Access access, Callable<Reply.Full> job) {
        return after(request, Resource.AGENT, node(), access, job);
    }

    /// For what a request leads to and does not name: the refusal does not name it either.
    ///
    /// @throws RequestFailure `Permission denied`, and no more
    static void requireUnnamed(Authorizer by, Resource resource, String name, Access access) {
        if (!by.allows(resource, name, access)) {
            throw RequestFailure.permissionDenied();
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
    }

    /// Something that begins later, unless it is called off before.
    private static final class Entry implements Cancellable {
        private @Nullable Cancellable begun;
        private boolean cancelled;

        void begin(Supplier<Cancellable> work) {
            synchronized (this) {
                if (cancelled) {
                    return;
                }
            }
            Cancellable started = work.get();
            synchronized (this) {
                begun = started;
                if (!cancelled) {
                    return;
                }
            }
            started.cancel();
        }

        @Override
        public void cancel() {
            Cancellable running;
            synchronized (this) {
                cancelled = true;
                running = begun;
            }
            if (running != null) {
                running.cancel();
            }
        }
    }
}
