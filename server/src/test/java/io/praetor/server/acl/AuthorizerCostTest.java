package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every request asks, and lists ask for each of their items: an answer is to cost no garbage, however many rules there
/// are.
final class AuthorizerCostTest {
    private static final int RULES = 5_000;

    @Test
    void allocatesNothingToAnswer() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < RULES; i++) {
            rules.append("service \"s").append(i).append("\" { policy = \"read\" }\n");
            rules.append("key_prefix \"k/").append(i).append("/\" { policy = \"write\" }\n");
        }
        Authorizer authorizer = new PolicyCompiler("dc1", DefaultPolicy.DENY, 1)
                .compile("", List.of(PolicySource.of("p", "p", rules.toString(), List.of())));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int before = ask(authorizer);
        long allocated = threads.getCurrentThreadAllocatedBytes();

        int allowed = ask(authorizer);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(RULES);
        assertThat(allowed).isEqualTo(before).isEqualTo(6 * RULES);
    }

    private static int ask(Authorizer authorizer) {
        int allowed = 0;
        for (int i = 0; i < RULES; i++) {
            allowed += allows(authorizer, Resource.SERVICE, "s77", Access.READ);
            allowed += allows(authorizer, Resource.SERVICE, "none", Access.READ);
            allowed += allows(authorizer, Resource.INTENTION, "s78", Access.READ);
            allowed += allows(authorizer, Resource.INTENTION, "*", Access.READ);
            allowed += allows(authorizer, Resource.KEY, "k/4999/x", Access.WRITE);
            allowed += allows(authorizer, Resource.KEY, "k/49999/x", Access.WRITE);
            allowed += allows(authorizer, Resource.KEY, "k/9/", Access.WRITE_PREFIX);
            allowed += allows(authorizer, Resource.KEY, "k/", Access.WRITE_PREFIX);
            allowed += allows(authorizer, Resource.KEY, "k/12/y", Access.LIST);
            allowed += authorizer.allowsAll(Resource.NODE, Access.READ) ? 1 : 0;
        }
        return allowed;
    }

    private static int allows(Authorizer authorizer, Resource resource, String name, Access access) {
        return authorizer.allows(resource, name, access) ? 1 : 0;
    }
}
