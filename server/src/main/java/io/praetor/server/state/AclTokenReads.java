package io.praetor.server.state;

import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclToken;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads of tokens (`acl.md` §3, §5). Those that have run out are as if they were not there. Policies and roles have
/// the names they have now; those that are gone are left out.
public final class AclTokenReads {
    private final Reader reader;
    private final InstantSource clock;

    AclTokenReads(Reader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
    }

    private long index() {
        return Indexes.max(reader, Indexes.ACL_TOKENS, Indexes.ACL_ROLES, Indexes.ACL_POLICIES);
    }

    /// The token with this accessor. Whether `accessor` looks like an ID at all is the caller's to check
    /// ([Uuids#problem]).
    public Indexed<@Nullable AclToken> byAccessor(String accessor, Watches watches) {
        AclToken token = reader.first(Tables.ACL_TOKENS, Tables.TOKEN_ACCESSOR, Keys.name(accessor), watches);
        return new Indexed<>(index(), shown(token, watches));
    }

    /// The token with this secret.
    public Indexed<@Nullable AclToken> bySecret(String secret, Watches watches) {
        return new Indexed<>(index(), shown(reader.get(Tables.ACL_TOKENS, Keys.exact(secret), watches), watches));
    }

    /// Whether a secret is taken, be it by a token that has run out.
    public boolean isSecretTaken(String secret) {
        return reader.get(Tables.ACL_TOKENS, Keys.exact(secret), Watches.NONE) != null;
    }

    /// Whether an accessor is taken, be it by a token that has run out.
    public boolean isAccessorTaken(String accessor) {
        return reader.first(Tables.ACL_TOKENS, Tables.TOKEN_ACCESSOR, Keys.name(accessor), Watches.NONE) != null;
    }

    private @Nullable AclToken shown(@Nullable AclToken token, Watches watches) {
        return token == null || token.isExpired(clock.instant()) ? null : linked(token, watches);
    }

    /// All tokens of which `wanted` holds, by their secrets.
    public Indexed<List<AclToken>> all(Predicate<AclToken> wanted, Watches watches) {
        return list(reader.all(Tables.ACL_TOKENS, watches), wanted, watches);
    }

    /// Those with a policy.
    public Indexed<List<AclToken>> ofPolicy(String policy, Predicate<AclToken> wanted, Watches watches) {
        return list(reader.lookup(Tables.ACL_TOKENS, Tables.TOKEN_POLICY, Keys.name(policy), watches), wanted, watches);
    }

    /// Those with a role.
    public Indexed<List<AclToken>> ofRole(String role, Predicate<AclToken> wanted, Watches watches) {
        return list(reader.lookup(Tables.ACL_TOKENS, Tables.TOKEN_ROLE, Keys.name(role), watches), wanted, watches);
    }

    /// Those that came from an auth method.
    public Indexed<List<AclToken>> ofMethod(String method, Predicate<AclToken> wanted, Watches watches) {
        return list(reader.lookup(Tables.ACL_TOKENS, Tables.TOKEN_METHOD, Keys.name(method), watches), wanted, watches);
    }

    private Indexed<List<AclToken>> list(Iterable<AclToken> tokens, Predicate<AclToken> wanted, Watches watches) {
        Instant now = clock.instant();
        List<AclToken> found = new ArrayList<>();
        for (AclToken token : tokens) {
            if (!token.isExpired(now) && wanted.test(token)) {
                found.add(linked(token, watches));
            }
        }
        return new Indexed<>(index(), Collections.unmodifiableList(found));
    }

    @SuppressWarnings("ReferenceEquality") // the same lists are the sign that nothing has another name
    private AclToken linked(AclToken token, Watches watches) {
        List<AclLink> policies = policies(reader, token.grants().policies(), watches);
        List<AclLink> roles = links(
                token.grants().roles(),
                link -> reader.get(Tables.ACL_ROLES, Keys.name(link.id()), watches),
                AclRole::link);
        if (policies == token.grants().policies() && roles == token.grants().roles()) {
            return token;
        }
        return token.edit().grants(token.grants().withLinks(policies, roles)).done();
    }

    /// The policies with their present names.
    static @Nullable List<AclLink> policies(Reader reader, @Nullable List<AclLink> links, Watches watches) {
        return links(links, link -> reader.get(Tables.ACL_POLICIES, Keys.name(link.id()), watches), AclPolicy::link);
    }

    /// @return the same list when nothing has changed; null when nothing is left
    private static <R> @Nullable List<AclLink> links(
            @Nullable List<AclLink> links, Function<AclLink, @Nullable R> find, Function<R, AclLink> link) {
        if (links == null) {
            return null;
        }
        List<AclLink> present = new ArrayList<>(links.size());
        for (AclLink known : links) {
            R row = find.apply(known);
            if (row != null) {
                present.add(link.apply(row));
            }
        }
        if (present.equals(links)) {
            return links;
        }
        return present.isEmpty() ? null : Collections.unmodifiableList(present);
    }

    /// The token with this secret and what it was given; null when there is none.
    public @Nullable AclHolder holder(String secret) {
        return holder(reader.get(Tables.ACL_TOKENS, Keys.exact(secret), Watches.NONE));
    }

    /// The token with this accessor and what it was given; null when there is none. Tokens of the old kind that have no
    /// accessor yet cannot be told apart by it: none of them is found.
    public @Nullable AclHolder holderByAccessor(String accessor) {
        return accessor.isEmpty()
                ? null
                : holder(reader.first(Tables.ACL_TOKENS, Tables.TOKEN_ACCESSOR, Keys.name(accessor), Watches.NONE));
    }

    private @Nullable AclHolder holder(@Nullable AclToken token) {
        if (token == null || token.isExpired(clock.instant())) {
            return null;
        }
        List<AclRole> roles = new ArrayList<>();
        Map<String, AclPolicy> policies = new LinkedHashMap<>();
        add(policies, token.grants().policyLinks());
        for (AclLink link : token.grants().roleLinks()) {
            AclRole role = reader.get(Tables.ACL_ROLES, Keys.name(link.id()), Watches.NONE);
            if (role != null) {
                roles.add(role);
                add(policies, role.grants().policyLinks());
            }
        }
        return new AclHolder(token, List.copyOf(roles), List.copyOf(policies.values()));
    }

    private void add(Map<String, AclPolicy> policies, List<AclLink> links) {
        for (AclLink link : links) {
            AclPolicy policy = reader.get(Tables.ACL_POLICIES, Keys.name(link.id()), Watches.NONE);
            if (policy != null) {
                policies.put(policy.id(), policy);
            }
        }
    }

    // ---- for the leader

    /// The index at which the cluster was bootstrapped; 0 when it was not yet.
    public long bootstrapIndex() {
        return Indexes.get(reader, Indexes.ACL_BOOTSTRAP, Watches.NONE);
    }

    /// The accessors of tokens that have run out, the earliest first.
    ///
    /// @param local of those that count in this datacenter only, or of the others
    /// @param most  how many at most
    public List<String> expired(boolean local, int most) {
        Instant now = clock.instant();
        List<String> found = new ArrayList<>();
        Iterator<AclToken> byExpiry = reader.scan(
                        Tables.ACL_TOKENS, Tables.TOKEN_EXPIRY, Tables.expiryPrefix(local), Watches.NONE)
                .iterator();
        while (found.size() < most && byExpiry.hasNext()) {
            AclToken token = byExpiry.next();
            if (!token.isExpired(now)) {
                break;
            }
            found.add(token.accessorId());
        }
        return found;
    }

    /// Tokens of the old kind that have no accessor yet, by their secrets.
    ///
    /// @param most how many at most
    public List<AclToken> withoutAccessor(int most) {
        List<AclToken> found = new ArrayList<>();
        Iterator<AclToken> nameless = reader.lookup(
                        Tables.ACL_TOKENS, Tables.TOKEN_ACCESSOR, Keys.name(""), Watches.NONE)
                .iterator();
        while (found.size() < most && nameless.hasNext()) {
            found.add(nameless.next());
        }
        return found;
    }

    /// By which it can be seen whether something has changed by which is decided what tokens stand for.
    public AclRevision revision() {
        return AclRevision.of(reader);
    }
}
