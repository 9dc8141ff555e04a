/// The mesh's certificates (`connect.md` §2, §3): who they speak of, and what clients, servers and the log say to each
/// other about the authority that signs them.
@NullMarked
package io.praetor.model.connect;

import org.jspecify.annotations.NullMarked;
