/// The catalog and its health: nodes, services, checks, how they are registered, and what reads of them answer.
///
/// Collections in these records are shared and must not be changed by anyone; `null` is the original's nil, which
/// prints as `null` and differs from an empty one.
@NullMarked
package io.praetor.model.catalog;

import org.jspecify.annotations.NullMarked;
