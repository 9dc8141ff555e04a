/// What this agent says there is on its node: services and checks from configuration files and from the API, kept on
/// disk, and the rules of registering them (`agent.md` §5-§8). Knows neither HTTP nor how the catalog is told
/// ([CatalogSync]).
@NullMarked
package io.praetor.agent.local;

import org.jspecify.annotations.NullMarked;
