/// Clients that nobody here wrote, from Debian's packages, against the built program. They run with `-Pclients` where
/// they are installed: `apt-get install python3-consul bind9-dnsutils dnsmasq-base unbound haproxy serf`.
@NullMarked
package io.praetor.acceptance.clients;

import org.jspecify.annotations.NullMarked;
