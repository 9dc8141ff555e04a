package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Changes the autopilot configuration (command 9).
///
/// @param cas only if the stored ModifyIndex is that of `config`
public record AutopilotSetConfigRequest(String datacenter, AutopilotConfig config, boolean cas, String token) {

    /// How it travels.
    public static final StructCodec<AutopilotSetConfigRequest> CODEC = StructCodec.<AutopilotSetConfigRequest>of(
                    "AutopilotSetConfigRequest")
            .field("Datacenter", Codecs.TEXT, AutopilotSetConfigRequest::datacenter)
            .field("Config", AutopilotConfig.CODEC, AutopilotSetConfigRequest::config)
            .field("CAS", Codecs.BOOL, AutopilotSetConfigRequest::cas)
            .field("Token", Codecs.TEXT, AutopilotSetConfigRequest::token)
            .build(v -> new AutopilotSetConfigRequest(v.next(), v.next(), v.next(), v.next()));
}
