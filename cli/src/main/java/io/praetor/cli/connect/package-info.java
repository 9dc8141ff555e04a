/// `connect …`: the service mesh.
@NullMarked
package io.praetor.cli.connect;

import org.jspecify.annotations.NullMarked;
