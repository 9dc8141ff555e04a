/// `consul tls`: an authority and certificates for the agents of a cluster.
@NullMarked
package io.praetor.cli.tls;

import org.jspecify.annotations.NullMarked;
