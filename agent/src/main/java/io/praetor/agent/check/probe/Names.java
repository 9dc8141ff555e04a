package io.praetor.agent.check.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks names up without blocking whoever asks. The system's resolver blocks a thread, for half a minute if it must,
/// so a few threads do that, and who asks for a name that is being looked up already shares the answer.
final class Names implements AutoCloseable {
    private static final int THREADS = 8;
    private static final int MOST_WAITING = 4096;
    private static final long IDLE_SECONDS = 30;

    private final Lookup lookup;
    private final Map<String, List<Consumer<Answer>>> underWay = new HashMap<>();
    private final ThreadPoolExecutor threads;

    /// The system's resolver.
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    /// @param addresses empty when there is a problem
    /// @param problem   empty when there is none
    record Answer(List<InetAddress> addresses, String problem) {
        static Answer of(InetAddress... addresses) {
            return new Answer(List.of(addresses), "");
        }

        static Answer problem(String problem) {
            return new Answer(List.of(), problem);
        }
    }

    Names(Lookup lookup) {
        this.lookup = lookup;
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("check-names-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Tells the addresses of a host, on this thread if they need no looking up, else on one of its own.
    void resolve(String host, Consumer<Answer> answer) {
        if (host.isEmpty()) {
            answer.accept(Answer.of(InetAddress.getLoopbackAddress()));
        } else if (mayBeLiteral(host)) {
            answer.accept(literal(host));
        } else {
            lookUp(host, answer);
        }
    }

    /// Whether this is an address, or nothing at all, rather than a name.
    static boolean mayBeLiteral(String host) {
        if (host.isEmpty()) {
            return true;
        }
        char last = host.charAt(host.length() - 1);
        return host.indexOf(':') >= 0 || (last >= '0' && last <= '9' && host.matches("[0-9.]+"));
    }

    private static Answer literal(String host) {
        try {
            return Answer.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Answer.problem("lookup " + host + ": no such host");
        }
    }

    private void lookUp(String host, Consumer<Answer> answer) {
        synchronized (underWay) {
            List<Consumer<Answer>> others = underWay.get(host);
            if (others != null) {
                others.add(answer);
                return;
            }
            List<Consumer<Answer>> waiting = new ArrayList<>(1);
            waiting.add(answer);
            underWay.put(host, waiting);
        }
        try {
            threads.execute(() -> finish(host, ask(host)));
        } catch (RejectedExecutionException e) {
            finish(host, Answer.problem("lookup " + host + ": too many names to look up"));
        }
    }

    private Answer ask(String host) {
        try {
            return Answer.of(lookup.all(host));
        } catch (UnknownHostException e) {
            return Answer.problem("lookup " + host + ": no such host");
        } catch (RuntimeException e) {
            return Answer.problem("lookup " + host + ": " + e.getMessage());
        }
    }

    private void finish(String host, Answer answer) {
        List<Consumer<Answer>> waiting;
        synchronized (underWay) {
            waiting = underWay.remove(host);
        }
        if (waiting != null) {
            waiting.forEach(each -> each.accept(answer));
        }
    }

    @Override
    public void close() {
        // one in the system's resolver cannot be interrupted; its thread is a daemon
        threads.shutdownNow();
    }
}
