package io.praetor.server.leader;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.log.CommandType;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes out tokens that have run out, and gives those of the old kind what they lack to be found by others than
/// their holders (`acl.md` §3, §7). A look costs two lookups; there is one a second, and one command at most.
public final class AclUpkeep implements Duty {
    /// The shortest time between two commands.
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AclUpkeep.class);
    private static final int MOST_REAPED = 256;
    private static final int MOST_UPGRADED = 128;

    private final Supplier<State> states;
    private final Writes writes;
    private final Supplier<String> ids;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Executor executor;
    /// Guarded by this, like `next`.
    private boolean active;

    private Cancellable next = Cancellable.NONE;

    /// @param ids      of tokens that have none yet
    /// @param executor runs what waits for the log
    public AclUpkeep(
            Supplier<State> states,
            Writes writes,
            Supplier<String> ids,
            InstantSource clock,
            Scheduler scheduler,
            Executor executor) {
        this.states = states;
        this.writes = writes;
        this.ids = ids;
        this.clock = clock;
        this.scheduler = scheduler;
        this.executor = executor;
    }

    @Override
    public synchronized void begin() {
        active = true;
        later();
    }

    @Override
    public synchronized void end() {
        active = false;
        next.cancel();
    }

    private synchronized void later() {
        if (active) {
            next.cancel();
            next = scheduler.after(PERIOD, this::look);
        }
    }

    /// Costs the timers' thread two lookups as long as there is nothing to do.
    private void look() {
        byte[] command = work();
        if (command == null) {
            later();
        } else {
            executor.execute(() -> propose(command));
        }
    }

    private void propose(byte[] command) {
        try {
            Waiting.on(writes.propose(command));
        } catch (RequestFailure e) {
            LOG.warn("failed to look after ACL tokens: {}", e.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            LOG.error("failed to look after ACL tokens", e);
        }
        later();
    }

    private byte @Nullable [] work() {
        State state = states.get();
        List<String> expired = new ArrayList<>(state.aclTokens().expired(false, MOST_REAPED));
        expired.addAll(state.aclTokens().expired(true, MOST_REAPED - expired.size()));
        if (!expired.isEmpty()) {
            return Commands.encode(CommandType.ACL_TOKEN_DELETE, AclBatchDelete.TOKENS, new AclBatchDelete(expired));
        }
        List<AclToken> old = state.aclTokens().withoutAccessor(MOST_UPGRADED);
        if (old.isEmpty()) {
            return null;
        }
        AclTokenBatchSet batch =
                new AclTokenBatchSet(old.stream().map(this::upgraded).toList(), true, true, false);
        return Commands.encode(CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC, batch);
    }

    private AclToken upgraded(AclToken token) {
        AclGrants grants = token.type().equals(AclToken.MANAGEMENT)
                ? AclGrants.ofPolicy(new AclLink(AclPolicy.GLOBAL_MANAGEMENT_ID, AclPolicy.GLOBAL_MANAGEMENT))
                : AclGrants.NONE;
        return token.edit()
                .accessorId(ids.get())
                .grants(grants)
                .createTime(clock.instant())
                .done()
                .hashed();
    }
}
