package io.praetor.server.query;

import io.praetor.model.session.Session;
import java.util.List;

/// One session, as a list of none or one (`/v1/session/info/:id`).
///
/// @param id a UUID; anything else is refused
public record SessionGet(String id) implements Query<List<Session>> {}
