package io.praetor.server.leader;

import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclBootstrapRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.log.CommandType;
import io.praetor.server.acl.GlobalManagement;
import io.praetor.server.acl.RootNames;
import io.praetor.server.fsm.Commands;
import io.praetor.server.state.AclTokenReads;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what access control has from the beginning (`server.md` §5): the policy that gives everything, the token
/// that an operator has configured, and the one that counts when none is sent.
public final class AclDefaults implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(AclDefaults.class);

    private final Supplier<State> states;
    private final Writes writes;
    private final String managementSecret;
    private final Supplier<String> ids;
    private final InstantSource clock;

    /// @param managementSecret `acl.tokens.initial_management`; empty for none
    /// @param ids              of new tokens
    public AclDefaults(
            Supplier<State> states, Writes writes, String managementSecret, Supplier<String> ids, InstantSource clock) {
        this.states = states;
        this.writes = writes;
        this.managementSecret = managementSecret;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void begin() throws InterruptedException {
        policy();
        if (!managementSecret.isEmpty()) {
            management();
        }
        anonymous();
    }

    private AclTokenReads tokens() {
        return states.get().aclTokens();
    }

    private void policy() throws InterruptedException {
        AclPolicy stored = states.get()
                .acl()
                .policy(AclPolicy.GLOBAL_MANAGEMENT_ID, Watches.NONE)
                .value();
        if (stored != null && stored.rules().equals(GlobalManagement.RULES)) {
            return;
        }
        AclPolicy policy = new AclPolicy(
                GlobalManagement.ID,
                stored == null ? GlobalManagement.NAME : stored.name(),
                stored == null ? GlobalManagement.DESCRIPTION : stored.description(),
                GlobalManagement.RULES,
                0,
                null,
                null,
                0,
                0);
        Waiting.on(writes.propose(
                Commands.encode(CommandType.ACL_POLICY_SET, AclBatchSet.POLICIES, AclBatchSet.of(policy.hashed()))));
        LOG.info("created ACL policy: policy={}", policy.name());
    }

    private void management() throws InterruptedException {
        if (RootNames.isRoot(managementSecret) || managementSecret.equals(AclToken.ANONYMOUS_SECRET)) {
            LOG.error("acl.tokens.initial_management is a reserved word and no secret: no token was made");
            return;
        }
        if (tokens().isSecretTaken(managementSecret)) {
            return;
        }
        AclLink everything = new AclLink(AclPolicy.GLOBAL_MANAGEMENT_ID, AclPolicy.GLOBAL_MANAGEMENT);
        AclToken token = AclToken.of(ids.get(), managementSecret, "Master Token", AclGrants.ofPolicy(everything))
                .edit()
                .legacy(AclToken.MANAGEMENT, "")
                .createTime(clock.instant())
                .done()
                .hashed();
        // it counts as the bootstrap, unless that has been done
        byte[] command = tokens().bootstrapIndex() == 0
                ? Commands.encode(
                        CommandType.ACL_BOOTSTRAP, AclBootstrapRequest.CODEC, new AclBootstrapRequest(token, 0))
                : set(token);
        Waiting.on(writes.propose(command));
        LOG.info("created the initial management token: accessor={}", token.accessorId());
    }

    private void anonymous() throws InterruptedException {
        if (tokens().isSecretTaken(AclToken.ANONYMOUS_SECRET)) {
            return;
        }
        AclToken token = AclToken.of(
                        AclToken.ANONYMOUS_ID, AclToken.ANONYMOUS_SECRET, "Anonymous Token", AclGrants.NONE)
                .edit()
                .createTime(clock.instant())
                .done()
                .hashed();
        Waiting.on(writes.propose(set(token)));
        LOG.info("created the anonymous token");
    }

    private static byte[] set(AclToken token) {
        AclTokenBatchSet batch = new AclTokenBatchSet(List.of(token), false, true, false);
        return Commands.encode(CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC, batch);
    }

    @Override
    public void end() {
        // nothing goes on
    }
}
