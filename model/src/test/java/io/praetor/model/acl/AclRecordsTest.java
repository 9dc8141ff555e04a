package io.praetor.model.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.codec.StructCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The JSON forms of `acl.md` §3, and hashes as the original recorded them (`snapshot-vector.snap`).
class AclRecordsTest {
    private static final AclLink POLICY = new AclLink("a8608d30-871b-fc14-a9c6-500e9aa0185e", "p1");
    private static final AclLink ROLE = new AclLink("7536abaa-32c2-ee1e-63ea-e049a275daa9", "r1");

    @Test
    void hashesAreThoseOfTheOriginal() {
        AclToken anonymous = AclToken.of("a", "s", "Anonymous Token", AclGrants.NONE);
        AclToken linked =
                AclToken.of("a", "s", "t1", AclGrants.ofPolicy(POLICY).withLinks(List.of(POLICY), List.of(ROLE)));
        AclPolicy policy =
                new AclPolicy("", "p1", "read keys", "key_prefix \"app/\" { policy = \"read\" }", 0, null, null, 0, 0);
        AclRole role = new AclRole(
                "",
                "r1",
                "",
                List.of(POLICY),
                List.of(new AclServiceIdentity("web", List.of("dc1"))),
                null,
                null,
                null,
                0,
                0);

        assertThat(hex(anonymous.hashed().hash()))
                .isEqualTo("44d5454969df7790d43ae07cbe9969fa29a2be52276b77ca4159e4507876d5c0");
        assertThat(hex(linked.hashed().hash()))
                .isEqualTo("d105e69ca587444fcd4b6ce83a6e3ec52c077150eb93bde014dadd050fce06a5");
        assertThat(hex(policy.hashed().hash()))
                .isEqualTo("ae73e5c452b09d8544520c7f40d3e7399c4e4e6fe426bf90b47b63b92cbb550f");
        assertThat(hex(role.hashed().hash()))
                .isEqualTo("b19a69477f5284946fa080feda704869c0fbe0888470cf7af478d6fdb944a06d");
    }

    private static String hex(@Nullable Bytes hash) {
        return HexFormat.of().formatHex(Objects.requireNonNull(hash).array());
    }

    @Test
    void aTokenShowsWhatItHas() {
        AclToken token = AclToken.of("a", "s", "d", AclGrants.ofPolicy(POLICY))
                .edit()
                .createTime(Instant.parse("2026-11-21T10:00:00Z"))
                .expires(Instant.parse("2026-11-21T11:00:00Z"))
                .authMethod("m")
                .local(true)
                .hash(Bytes.of("x"))
                .indexes(1, 2)
                .done();

        assertThat(Json.text(AclToken.CODEC, token))
                .isEqualTo("{\"AccessorID\":\"a\",\"SecretID\":\"s\",\"Description\":\"d\","
                        + "\"Policies\":[{\"ID\":\"a8608d30-871b-fc14-a9c6-500e9aa0185e\",\"Name\":\"p1\"}],"
                        + "\"Local\":true,\"AuthMethod\":\"m\",\"ExpirationTime\":\"2026-11-21T11:00:00Z\","
                        + "\"CreateTime\":\"2026-11-21T10:00:00Z\",\"Hash\":\"eA==\","
                        + "\"CreateIndex\":1,\"ModifyIndex\":2}");
        assertThat(Json.text(AclTokenListStub.CODEC, AclTokenListStub.of(token)))
                .startsWith("{\"AccessorID\":\"a\",\"Description\":\"d\",")
                .doesNotContain("Secret", "Legacy");
    }

    @Test
    void aTokenTakesATimeToLiveAsTextButNoType() throws DecodeException {
        byte[] given = "{\"ExpirationTTL\":\"1h\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.parse(AclToken.CODEC, given, true).expirationTtl()).isEqualTo(3_600_000_000_000L);
        assertThatThrownBy(() ->
                        Json.parse(AclToken.CODEC, "{\"Type\":\"client\"}".getBytes(StandardCharsets.UTF_8), true))
                .hasMessage("json: unknown field \"Type\"");
    }

    @Test
    void aPolicyInAListShowsItsDatacentersButNotItsRules() {
        AclPolicy policy = new AclPolicy("i", "n", "", "operator = \"read\"", 0, null, null, 1, 2);

        assertThat(Json.text(AclPolicy.CODEC, policy))
                .isEqualTo("{\"ID\":\"i\",\"Name\":\"n\",\"Description\":\"\",\"Rules\":\"operator = \\\"read\\\"\","
                        + "\"Hash\":null,\"CreateIndex\":1,\"ModifyIndex\":2}");
        assertThat(Json.text(AclPolicyListStub.CODEC, AclPolicyListStub.of(policy)))
                .isEqualTo("{\"ID\":\"i\",\"Name\":\"n\",\"Description\":\"\",\"Datacenters\":null,\"Hash\":null,"
                        + "\"CreateIndex\":1,\"ModifyIndex\":2}");
    }

    @Test
    void anAuthMethodBeginsWithTheLifeOfItsTokens() {
        AclAuthMethod method =
                new AclAuthMethod(300_000_000_000L, "m", "jwt", "", "", "", Map.of("BoundIssuer", "i"), 1, 2);

        assertThat(Json.text(AclAuthMethod.CODEC, method))
                .isEqualTo("{\"MaxTokenTTL\":\"5m0s\",\"Name\":\"m\",\"Type\":\"jwt\","
                        + "\"Config\":{\"BoundIssuer\":\"i\"},\"CreateIndex\":1,\"ModifyIndex\":2}");
    }

    private static <T> byte[] packed(StructCodec<T> codec, T value) {
        PackWriter out = new PackWriter();
        codec.pack(out, value);
        return out.toBytes();
    }

    @Test
    void templatedPoliciesShowOnlyWhereThereAreAny() throws DecodeException {
        AclTemplatedPolicy templated =
                new AclTemplatedPolicy("builtin/service", new AclTemplateVariables("api"), List.of("dc1"));
        AclGrants grants = new AclGrants(null, null, null, null, List.of(templated));
        AclRole role = AclRole.named("i", "r", "");
        String shown = "\"TemplatedPolicies\":[{\"TemplateName\":\"builtin/service\","
                + "\"TemplateVariables\":{\"Name\":\"api\"},\"Datacenters\":[\"dc1\"]}]";

        assertThat(Json.text(AclRole.CODEC, role)).doesNotContain("Templated");
        assertThat(new String(packed(AclRole.CODEC, role), StandardCharsets.ISO_8859_1))
                .doesNotContain("Templated");
        assertThat(Json.text(AclRole.CODEC, role.withGrants(grants))).contains(shown);
        AclToken token = AclToken.of("a", "s", "", grants);
        assertThat(Json.text(AclToken.CODEC, token)).contains(shown);
        assertThat(AclToken.CODEC
                        .unpack(new PackReader(packed(AclToken.CODEC, token)))
                        .grants())
                .isEqualTo(grants);
        assertThat(role.withGrants(grants).hashed().hash())
                .isNotEqualTo(role.hashed().hash());
        assertThat(AclTokenListStub.of(token).grants()).isEqualTo(grants);
    }

    @Test
    void aBindingRuleShowsItsVariablesOnlyWhereThereAreAny() {
        AclBindingRule rule = new AclBindingRule("i", "", "m", "", AclBindingRule.SERVICE, "web", null, 1, 2);

        assertThat(Json.text(AclBindingRule.CODEC, rule))
                .isEqualTo("{\"ID\":\"i\",\"Description\":\"\",\"AuthMethod\":\"m\",\"Selector\":\"\","
                        + "\"BindType\":\"service\",\"BindName\":\"web\",\"CreateIndex\":1,\"ModifyIndex\":2}");
        assertThat(new String(packed(AclBindingRule.CODEC, rule), StandardCharsets.ISO_8859_1))
                .doesNotContain("BindVars");
    }

    @Test
    void nothingPrintsSecrets() {
        AclToken token = AclToken.of("a", "sesame", "", AclGrants.NONE);

        assertThat(token.toString()).doesNotContain("sesame");
        assertThat(new AclTokenSetRequest("dc1", token, true, "sesame").toString())
                .doesNotContain("sesame");
        assertThat(new AclDeleteRequest("dc1", "a", "sesame").toString()).doesNotContain("sesame");
        assertThat(new AclLoginRequest("dc1", new AclLoginParams("m", "sesame", null), "sesame").toString())
                .doesNotContain("sesame");
        assertThat(new LegacyAcl("sesame", "n", "client", "", 0, 0).toString()).doesNotContain("sesame");
    }
}
