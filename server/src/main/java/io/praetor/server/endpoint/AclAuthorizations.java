package io.praetor.server.endpoint;

import io.praetor.model.acl.AclAuthorization;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Permission;
import java.util.ArrayList;
import java.util.List;

/// Questions about what a token may do (`acl.md` §9).
public final class AclAuthorizations {
    private static final int MOST = 64;

    private AclAuthorizations() {}

    /// Makes sure that there are answers.
    ///
    /// @throws RequestFailure when there are too many questions, or one asks for what there is not
    public static void requireSound(List<AclAuthorization> questions) {
        if (questions.size() > MOST) {
            throw RequestFailure.badRequest("Refusing to process more than " + MOST + " authorizations at once");
        }
        for (AclAuthorization question : questions) {
            var _ = permission(question);
        }
    }

    static List<AclAuthorization> answer(List<AclAuthorization> questions, Authorizer by) {
        requireSound(questions);
        List<AclAuthorization> answers = new ArrayList<>(questions.size());
        for (AclAuthorization question : questions) {
            Permission wanted = permission(question);
            answers.add(question.answered(by.allows(wanted.resource(), wanted.name(), wanted.access())));
        }
        return List.copyOf(answers);
    }

    private static Permission permission(AclAuthorization question) {
        return Permission.of(question.resource(), question.segment(), question.access());
    }
}
