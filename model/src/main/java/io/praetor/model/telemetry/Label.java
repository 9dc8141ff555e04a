package io.praetor.model.telemetry;

/// A dimension of a figure, such as `method` with the value `GET`.
public record Label(String name, String value) {}
