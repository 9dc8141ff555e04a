/// The DNS interface (`server.md` §10): parses packets, asks the server's queries, renders answers.
@NullMarked
package io.praetor.dns;

import org.jspecify.annotations.NullMarked;
