package io.praetor.server.wire;

import io.praetor.model.autoconfig.AutoConfigRequest;
import io.praetor.model.autoconfig.AutoConfigResponse;
import io.praetor.model.connect.CaSignRequest;
import io.praetor.model.connect.SignedResponse;
import io.praetor.server.endpoint.Enrolment;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;

/// The methods of those who have no certificate yet (first byte 7); they exist nowhere else.
public final class EnrolmentMethods {
    /// Signs for an agent with a token.
    public static final CallMethod<CaSignRequest, SignedResponse> SIGN = CallMethod.of(
            "AutoEncrypt.Sign", Kind.WRITE, CaSignRequest.CODEC, SignedResponse.CODEC, CaSignRequest::datacenter);

    /// Tells a node its configuration.
    public static final CallMethod<AutoConfigRequest, AutoConfigResponse> INITIAL_CONFIGURATION = CallMethod.of(
            "AutoConfig.InitialConfiguration",
            Kind.WRITE,
            AutoConfigRequest.CODEC,
            AutoConfigResponse.CODEC,
            AutoConfigRequest::datacenter);

    /// Both.
    public static final List<Method> ALL = List.of(SIGN, INITIAL_CONFIGURATION);

    private EnrolmentMethods() {}

    /// Who answers them.
    public static Answers answeredBy(Enrolment enrolment) {
        return new Answers().on(SIGN, enrolment::sign).on(INITIAL_CONFIGURATION, enrolment::configuration);
    }
}
