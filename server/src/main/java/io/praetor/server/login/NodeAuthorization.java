package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Filter;
import io.praetor.server.template.TemplateException;
import io.praetor.server.template.VariableText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which nodes may have their configuration: those for which somebody who is believed has signed a token whose claims
/// are as they should be (`agent.md` §13.2).
public final class NodeAuthorization {
    private static final String PLACEHOLDER = "fake";

    /// Names become part of assertions: what could be read as something else there is not let in.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]*");

    private final BearerVerifier verifier;
    private final List<String> assertions;

    private NodeAuthorization(BearerVerifier verifier, List<String> assertions) {
        this.verifier = verifier;
        this.assertions = List.copyOf(assertions);
    }

    /// By a configuration like that of the auth method `jwt`.
    ///
    /// @param config     its fields by their names
    /// @param assertions filters over `value.…` and `list.…` in which `${node}` and `${segment}` stand for who asks
    /// @throws LoginException with the original's words
    public static NodeAuthorization of(
            Map<String, @Nullable Object> config, List<String> assertions, AuthMethods methods) throws LoginException {
        String type = "jwt";
        BearerVerifier verifier;
        try {
            verifier = methods.configured(new AclAuthMethod(0, "auto-config", type, "", "", "", config, 0, 0));
        } catch (LoginException e) {
            throw new LoginException("auto_config.authorization.static has invalid configuration: " + e.text());
        }
        for (String assertion : assertions) {
            String problem = problem(verifier, assertion);
            if (problem != null) {
                throw new LoginException("auto_config.authorization.static.claim_assertion \"" + assertion
                        + "\" is invalid: " + problem);
            }
        }
        return new NodeAuthorization(verifier, assertions);
    }

    private static @Nullable String problem(BearerVerifier verifier, String assertion) {
        try {
            return verifier.problem(Filter.of(filled(assertion, PLACEHOLDER, PLACEHOLDER)));
        } catch (TemplateException e) {
            return e.getMessage();
        }
    }

    private static String filled(String assertion, String node, String segment) throws TemplateException {
        return VariableText.evaluate(
                assertion, Map.of("node", node.toLowerCase(Locale.ROOT), "segment", segment.toLowerCase(Locale.ROOT)));
    }

    /// Lets a node through whose token says that it is this node. May ask others for keys.
    ///
    /// @throws RequestFailure in the contract's words when it is not
    public void require(String jwt, String node, String segment) throws InterruptedException {
        requireName("node", node);
        requireName("segment", segment);
        VerifiedIdentity identity;
        try {
            identity = verifier.verify(jwt);
        } catch (LoginException e) {
            throw RequestFailure.internal("Failed JWT authorization: " + e.text());
        }
        for (String assertion : assertions) {
            try {
                if (!identity.matches(filled(assertion, node, segment))) {
                    throw RequestFailure.internal("Failed JWT claim assertion");
                }
            } catch (TemplateException e) {
                throw RequestFailure.internal("Failed to evaluate JWT claim assertion: " + e.getMessage());
            }
        }
    }

    private static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches() || (field.equals("node") && name.isEmpty())) {
            throw RequestFailure.internal("Invalid request field. " + field + " = \"" + name
                    + "\": only letters, digits, \"-\", \"_\" and \".\" may be in it");
        }
    }
}
