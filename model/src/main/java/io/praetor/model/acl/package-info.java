/// Tokens, policies, roles, binding rules and auth methods (`acl.md` §3), and the requests about them
/// (`rpc-structs.md`).
@NullMarked
package io.praetor.model.acl;

import org.jspecify.annotations.NullMarked;
