/// How the built program begins, changes its configuration and ends under a service manager.
@NullMarked
package io.praetor.acceptance.lifecycle;

import org.jspecify.annotations.NullMarked;
