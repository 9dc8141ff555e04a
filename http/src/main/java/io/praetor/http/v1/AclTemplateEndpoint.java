package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclAuthorizationRequest;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclTemplate;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.PolicyTemplates;
import io.praetor.server.endpoint.AclTemplatePreview;
import io.praetor.server.endpoint.Acls;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Templates of policies (later versions): they are the same in every cluster, so only the right to see them is asked
/// of
/// servers.
final class AclTemplateEndpoint {
    private static final Codec<@Nullable Map<String, AclTemplate>> ALL = Codecs.map(AclTemplate.CODEC);
    private static final List<AclAuthorization> MAY_READ = List.of(new AclAuthorization("acl", "", "read", false));
    private static final String MISSING = "Bad request: Missing templated policy Name";

    private final Reads reads;
    private final Acls acls;

    AclTemplateEndpoint(Reads reads, Acls acls) {
        this.reads = reads;
        this.acls = acls;
    }

    Reply list(Request request) {
        return seen(request, () -> {
            Map<String, AclTemplate> all = new TreeMap<>();
            PolicyTemplates.ALL.forEach(template -> all.put(template.name(), template));
            return Reply.json(ALL, all);
        });
    }

    Reply read(Request request) {
        AclTemplate template = named(Names.required(request, MISSING));
        return seen(request, () -> Reply.json(AclTemplate.CODEC, template));
    }

    /// What a token would be given.
    Reply preview(Request request) {
        AclTemplate template = named(Names.required(request, MISSING));
        AclTemplateVariables given = request.body().length == 0
                ? new AclTemplateVariables("")
                : Bodies.strict(request, AclTemplateVariables.CODEC, "Bad request: Failed to decode request body: ");
        return seen(request, () -> Reply.json(AclPolicy.CODEC, AclTemplatePreview.of(template, given)));
    }

    private static AclTemplate named(String name) {
        return PolicyTemplates.named(name)
                .orElseThrow(() ->
                        RequestFailure.badRequest("Bad request: Invalid templated policy Name: \"" + name + "\""));
    }

    private Reply seen(Request request, Supplier<Reply.Full> reply) {
        var may = acls.authorize(new AclAuthorizationRequest(
                reads.datacenterName(request), MAY_READ, QueryOptions.of(reads.token(request))));
        return Reply.of(may, answers -> {
            if (!answers.getFirst().allow()) {
                throw RequestFailure.permissionDenied();
            }
            return reply.get();
        });
    }
}
