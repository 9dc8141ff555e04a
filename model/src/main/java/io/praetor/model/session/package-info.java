/// Sessions: what holds locks and dies with its node or checks.
@NullMarked
package io.praetor.model.session;

import org.jspecify.annotations.NullMarked;
