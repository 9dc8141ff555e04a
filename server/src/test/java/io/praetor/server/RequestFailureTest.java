package io.praetor.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.RequestFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestFailureTest {
    @Test
    void carriesWhatIsMissingBesideTheContractsText() {
        RequestFailure denied = RequestFailure.permissionDenied("anonymous token lacks permission 'acl:read'");
        assertThat(denied.text()).isEqualTo("Permission denied");

        RequestFailure received =
                RequestFailure.received(Kind.PERMISSION_DENIED, "rpc error making call: " + denied.wireText());
        assertThat(received.text()).isEqualTo("rpc error making call: Permission denied");
        assertThat(received.detail()).isEqualTo(denied.detail());
        assertThat(received.wireText()).isEqualTo("rpc error making call: " + denied.wireText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Permission denied",
                "Permission denied: ",
                "Permission denied: Missing service:write on x",
                "rpc error making call: Permission denied: This is a local token in datacenter \"dc2\"",
                "ACL not found",
                ""
            })
    void leavesOtherTextsWhole(String text) {
        RequestFailure received = RequestFailure.received(Kind.PERMISSION_DENIED, text);

        assertThat(received.text()).isEqualTo(text);
        assertThat(received.detail()).isEmpty();
        assertThat(received.wireText()).isEqualTo(text);
    }
}
