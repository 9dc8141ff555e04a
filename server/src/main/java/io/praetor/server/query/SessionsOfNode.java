package io.praetor.server.query;

import io.praetor.model.session.Session;
import java.util.List;

/// The sessions of a node (`/v1/session/node/:n`).
public record SessionsOfNode(String node) implements Query<List<Session>> {}
