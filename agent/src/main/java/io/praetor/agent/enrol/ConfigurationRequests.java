package io.praetor.agent.enrol;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.wire.EnrolmentMethods;
import java.io.IOException;
import java.net.InetSocketAddress;

/// Asks for everything with a token that somebody else has signed (`auto_config`).
///
/// @param segment the agent's; empty: none
record ConfigurationRequests(Caller caller, Names names, String segment, IntroToken token)
        implements Rounds.Ask<AutoConfigResponse> {
    @Override
    public AutoConfigResponse at(InetSocketAddress server) throws IOException, InterruptedException {
        SigningRequest wanted = SigningRequest.of(names);
        AutoConfigRequest request =
                new AutoConfigRequest(names.datacenter(), names.node(), segment, token.read(), "", wanted.csr());
        AutoConfigResponse response = caller.call(server, EnrolmentMethods.INITIAL_CONFIGURATION, request);
        IssuedCert issued = response.certificate();
        if (response.config() == null || issued == null || response.caRoots() == null) {
            throw new IOException("the answer lacks a configuration, a certificate or roots");
        }
        return response.with(issued.withPrivateKey(wanted.keyPem()), response.caRoots());
    }
}
