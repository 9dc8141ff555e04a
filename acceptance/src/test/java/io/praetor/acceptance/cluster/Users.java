package io.praetor.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Requests from several threads until the test says that it is enough.
final class Users {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<User> users = new ArrayList<>();

    /// One request.
    interface Action {
        /// Its status.
        int status() throws IOException;
    }

    private record User(String name, AtomicInteger served, Thread thread) {}

    /// Somebody who asks again and again.
    void each(String name, Action action) {
        AtomicInteger served = new AtomicInteger();
        Thread thread = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                try {
                    int status = action.status();
                    if (status == 200) {
                        served.incrementAndGet();
                    } else {
                        failures.add(name + ": " + status);
                    }
                } catch (IOException | RuntimeException e) {
                    failures.add(name + ": " + e);
                }
            }
        });
        users.add(new User(name, served, thread));
    }

    /// Lets so many more requests of each be served; none may have failed.
    void serve(int more) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Integer> goals =
                users.stream().map(user -> user.served.get() + more).toList();
        for (int i = 0; i < users.size(); i++) {
            User user = users.get(i);
            while (user.served.get() < goals.get(i) && failures.isEmpty()) {
                assertThat(System.nanoTime()).as(user.name).isLessThan(deadline);
                Thread.sleep(5);
            }
        }
        assertThat(failures).isEmpty();
    }

    /// Ends their work; no request of it may have failed.
    void stop() throws InterruptedException {
        enough.set(true);
        for (User user : users) {
            user.thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
