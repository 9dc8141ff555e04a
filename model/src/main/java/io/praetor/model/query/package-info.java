/// Prepared queries: definitions stored on the servers, and their execution (`http-api.md` §15, `rpc-structs.md`).
@NullMarked
package io.praetor.model.query;

import org.jspecify.annotations.NullMarked;
