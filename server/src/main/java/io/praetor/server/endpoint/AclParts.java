package io.praetor.server.endpoint;

import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.codec.Codec;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.GlobalReadOnly;
import io.praetor.server.acl.Resource;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What changes of access control's objects have in common.
///
/// @param ids      of new objects
/// @param executor runs what waits for files and for others on the network
public record AclParts(
        Here here, Supplier<State> states, Writes writes, Ids ids, InstantSource clock, Executor executor) {
    /// Runs a request of somebody who may change access control's objects.
    <T extends @Nullable Object> CompletableFuture<T> change(
            String datacenter, String token, Function<Authorizer, CompletableFuture<T>> request) {
        return admit(datacenter, token, by -> {
            by.require(Resource.ACL, "", Access.WRITE);
            return request.apply(by);
        });
    }

    /// Runs a request of anybody with a token.
    <T extends @Nullable Object> CompletableFuture<T> admit(
            String datacenter, String token, Function<Authorizer, CompletableFuture<T>> request) {
        return here.viewers().isOff()
                ? CompletableFuture.failedFuture(RequestFailure.aclDisabled())
                : here.admit(datacenter, token, request);
    }

    /// Runs a request of anybody.
    <T extends @Nullable Object> CompletableFuture<T> admitAnybody(
            String datacenter, Supplier<CompletableFuture<T>> request) {
        return here.viewers().isOff()
                ? CompletableFuture.failedFuture(RequestFailure.aclDisabled())
                : here.admitAnybody(datacenter, request);
    }

    /// The state as of the last command.
    State state() {
        return states.get();
    }

    /// Puts a command into the log.
    <B> CompletableFuture<@Nullable Object> propose(CommandType type, Codec<B> codec, B body) {
        return writes.propose(Commands.encode(type, codec, body));
    }

    /// Writes a built-in policy that nobody has used yet, if this is linked to it.
    CompletableFuture<@Nullable Object> withBuiltIns(AclGrants grants) {
        boolean wanted =
                grants.policyLinks().stream().anyMatch(link -> link.id().equals(GlobalReadOnly.ID));
        if (!wanted || state().acl().policy(GlobalReadOnly.ID, Watches.NONE).value() != null) {
            return CompletableFuture.completedFuture(null);
        }
        return propose(CommandType.ACL_POLICY_SET, AclBatchSet.POLICIES, AclBatchSet.of(GlobalReadOnly.POLICY));
    }

    /// An object that was written just now, as it is stored.
    ///
    /// @throws RequestFailure when somebody has ended it meanwhile
    static <T> T stored(@Nullable T value) {
        if (value == null) {
            throw RequestFailure.aclNotFound();
        }
        return value;
    }
}
