package io.praetor.dns;

import io.praetor.server.query.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One answer in the making: what it may cost, and what it depends on.
final class Inquiry {
    /// Names that may be followed for one answer; further ones stay as they are.
    private static final int MOST_FOLLOWED = 64;

    private final boolean waits;
    private final List<Standing<?>> standings = new ArrayList<>();
    private final Map<String, List<Rr>> followed = new HashMap<>();
    private boolean passing;
    private int follows;

    /// @param waits whether the thread may wait
    Inquiry(boolean waits) {
        this.waits = waits;
    }

    /// Thrown where the answer has to wait for something, on a thread that may not.
    static final class MustWait extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private MustWait() {
            super("the answer must be waited for", null, false, false);
        }
    }

    /// Comes before anything that may take time.
    void beforeWaiting() {
        if (!waits) {
            throw new MustWait();
        }
    }

    /// The answer holds as long as `standing` does.
    void dependsOn(Standing<?> standing) {
        standings.add(standing);
    }

    /// The answer depends on something whose changes we do not hear of.
    void dependsOnTheMoment() {
        passing = true;
    }

    /// Whether the answer may be given again while all it depends on holds.
    boolean lasts() {
        return !passing;
    }

    /// What the answer depends on.
    List<Standing<?>> standings() {
        return standings;
    }

    /// Lets go of what was asked.
    void close() {
        standings.forEach(Standing::close);
    }

    /// Whether one more name may be followed.
    boolean mayFollow() {
        return ++follows <= MOST_FOLLOWED;
    }

    /// What following a foreign name led to before.
    @Nullable List<Rr> followed(String name) {
        return followed.get(name);
    }

    void followed(String name, List<Rr> records) {
        followed.put(name, records);
    }
}
