package io.praetor.agent.enrol;

import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.SignedResponse;
import io.praetor.server.wire.EnrolmentMethods;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// Asks for a certificate with the agent's token (`auto_encrypt`).
///
/// @param token the agent's, as it is at each try
public record CertificateRequests(Caller caller, Names names, Supplier<String> token) implements Rounds.Ask<Enrolled> {
    @Override
    public Enrolled at(InetSocketAddress server) throws IOException, InterruptedException {
        SigningRequest wanted = SigningRequest.of(names);
        CaSignRequest request = new CaSignRequest(names.datacenter(), wanted.csr(), token.get());
        SignedResponse response = caller.call(server, EnrolmentMethods.SIGN, request);
        return Enrolled.of(response, wanted.keyPem());
    }
}
