package io.praetor.server.query;

import io.praetor.model.session.Session;
import java.util.List;

/// Every session (`/v1/session/list`).
public record SessionList() implements Query<List<Session>> {}
