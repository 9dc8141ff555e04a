package io.praetor.model.autoconfig;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.proto.ProtoCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of a client's configuration that a server has decided. Empty texts are not said.
///
/// @param acl    null: not said, like the other two
public record RemoteConfig(
        String datacenter,
        String primaryDatacenter,
        String nodeName,
        String segmentName,
        @Nullable Acl acl,
        @Nullable Gossip gossip,
        @Nullable Tls tls) {
    /// The message.
    public static final ProtoCodec<RemoteConfig> PROTO = ProtoCodec.<RemoteConfig>of()
            .text(1, RemoteConfig::datacenter)
            .text(2, RemoteConfig::primaryDatacenter)
            .text(3, RemoteConfig::nodeName)
            .text(4, RemoteConfig::segmentName)
            .message(5, Acl.PROTO, RemoteConfig::acl)
            .message(7, Gossip.PROTO, RemoteConfig::gossip)
            .message(8, Tls.PROTO, RemoteConfig::tls)
            .build(v -> new RemoteConfig(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    static final StructCodec<RemoteConfig> KEPT = StructCodec.<RemoteConfig>of("Config")
            .field("Datacenter", Codecs.TEXT, RemoteConfig::datacenter)
            .field("PrimaryDatacenter", Codecs.TEXT, RemoteConfig::primaryDatacenter)
            .field("NodeName", Codecs.TEXT, RemoteConfig::nodeName)
            .field("SegmentName", Codecs.TEXT, RemoteConfig::segmentName)
            .field("ACL", Codecs.pointer(Acl.KEPT), RemoteConfig::acl)
            .field("Gossip", Codecs.pointer(Gossip.KEPT), RemoteConfig::gossip)
            .field("TLS", Codecs.pointer(Tls.KEPT), RemoteConfig::tls)
            .build(v -> new RemoteConfig(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Access control. Durations are texts such as `30s`.
    ///
    /// @param agentToken the secret that the agent itself asks with
    public record Acl(
            boolean enabled,
            String policyTtl,
            String roleTtl,
            String tokenTtl,
            String downPolicy,
            String defaultPolicy,
            boolean enableKeyListPolicy,
            String agentToken,
            String disabledTtl) {
        private static final ProtoCodec<String> TOKENS =
                ProtoCodec.<String>of().text(5, agent -> agent).build(v -> v.next());

        static final ProtoCodec<Acl> PROTO = ProtoCodec.<Acl>of()
                .bool(1, Acl::enabled)
                .text(2, Acl::policyTtl)
                .text(3, Acl::roleTtl)
                .text(4, Acl::tokenTtl)
                .text(5, Acl::downPolicy)
                .text(6, Acl::defaultPolicy)
                .bool(7, Acl::enableKeyListPolicy)
                .message(8, TOKENS, acl -> acl.agentToken.isEmpty() ? null : acl.agentToken)
                .text(9, Acl::disabledTtl)
                .build(v ->
                        of(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

        static final StructCodec<Acl> KEPT = StructCodec.<Acl>of("ACL")
                .field("Enabled", Codecs.BOOL, Acl::enabled)
                .field("PolicyTTL", Codecs.TEXT, Acl::policyTtl)
                .field("RoleTTL", Codecs.TEXT, Acl::roleTtl)
                .field("TokenTTL", Codecs.TEXT, Acl::tokenTtl)
                .field("DownPolicy", Codecs.TEXT, Acl::downPolicy)
                .field("DefaultPolicy", Codecs.TEXT, Acl::defaultPolicy)
                .field("EnableKeyListPolicy", Codecs.BOOL, Acl::enableKeyListPolicy)
                .field("AgentToken", Codecs.TEXT, Acl::agentToken)
                .field("DisabledTTL", Codecs.TEXT, Acl::disabledTtl)
                .build(v ->
                        of(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

        private static Acl of(
                boolean enabled,
                String policyTtl,
                String roleTtl,
                String tokenTtl,
                String downPolicy,
                String defaultPolicy,
                boolean enableKeyListPolicy,
                @Nullable String agentToken,
                String disabledTtl) {
            return new Acl(
                    enabled,
                    policyTtl,
                    roleTtl,
                    tokenTtl,
                    downPolicy,
                    defaultPolicy,
                    enableKeyListPolicy,
                    agentToken == null ? "" : agentToken,
                    disabledTtl);
        }

        /// The same with a token.
        public Acl withAgentToken(String secret) {
            return new Acl(
                    enabled,
                    policyTtl,
                    roleTtl,
                    tokenTtl,
                    downPolicy,
                    defaultPolicy,
                    enableKeyListPolicy,
                    secret,
                    disabledTtl);
        }

        /// Says nothing of the token.
        @Override
        public String toString() {
            return "Acl[" + enabled + "]";
        }
    }

    /// The pool of the datacenter.
    ///
    /// @param encryption   null: not said
    /// @param retryJoinLan members to join
    public record Gossip(@Nullable Encryption encryption, List<String> retryJoinLan) {
        static final ProtoCodec<Gossip> PROTO = ProtoCodec.<Gossip>of()
                .message(1, Encryption.PROTO, Gossip::encryption)
                .texts(2, Gossip::retryJoinLan)
                .build(v -> new Gossip(v.next(), v.next()));

        static final StructCodec<Gossip> KEPT = StructCodec.<Gossip>of("Gossip")
                .field("Encryption", Codecs.pointer(Encryption.KEPT), Gossip::encryption)
                .field("RetryJoinLAN", Codecs.TEXTS, Gossip::retryJoinLan)
                .build(v -> kept(v.next(), v.next()));

        /// Copies the list.
        public Gossip {
            retryJoinLan = List.copyOf(retryJoinLan);
        }

        private static Gossip kept(@Nullable Encryption encryption, @Nullable List<String> join) {
            return new Gossip(encryption, join == null ? List.of() : join);
        }
    }

    /// How gossip is kept secret.
    ///
    /// @param key base64; empty: it is not
    public record Encryption(String key, boolean verifyIncoming, boolean verifyOutgoing) {
        static final ProtoCodec<Encryption> PROTO = ProtoCodec.<Encryption>of()
                .text(1, Encryption::key)
                .bool(2, Encryption::verifyIncoming)
                .bool(3, Encryption::verifyOutgoing)
                .build(v -> new Encryption(v.next(), v.next(), v.next()));

        static final StructCodec<Encryption> KEPT = StructCodec.<Encryption>of("Encryption")
                .field("Key", Codecs.TEXT, Encryption::key)
                .field("VerifyIncoming", Codecs.BOOL, Encryption::verifyIncoming)
                .field("VerifyOutgoing", Codecs.BOOL, Encryption::verifyOutgoing)
                .build(v -> new Encryption(v.next(), v.next(), v.next()));

        /// Says nothing of the key.
        @Override
        public String toString() {
            return "Encryption[hidden]";
        }
    }

    /// How servers are talked to.
    ///
    /// @param cipherSuites separated by commas
    public record Tls(
            boolean verifyOutgoing,
            boolean verifyServerHostname,
            String cipherSuites,
            String minVersion,
            boolean preferServerCipherSuites) {
        static final ProtoCodec<Tls> PROTO = ProtoCodec.<Tls>of()
                .bool(1, Tls::verifyOutgoing)
                .bool(2, Tls::verifyServerHostname)
                .text(3, Tls::cipherSuites)
                .text(4, Tls::minVersion)
                .bool(5, Tls::preferServerCipherSuites)
                .build(v -> new Tls(v.next(), v.next(), v.next(), v.next(), v.next()));

        static final StructCodec<Tls> KEPT = StructCodec.<Tls>of("TLS")
                .field("VerifyOutgoing", Codecs.BOOL, Tls::verifyOutgoing)
                .field("VerifyServerHostname", Codecs.BOOL, Tls::verifyServerHostname)
                .field("CipherSuites", Codecs.TEXT, Tls::cipherSuites)
                .field("MinVersion", Codecs.TEXT, Tls::minVersion)
                .field("PreferServerCipherSuites", Codecs.BOOL, Tls::preferServerCipherSuites)
                .build(v -> new Tls(v.next(), v.next(), v.next(), v.next(), v.next()));
    }
}
