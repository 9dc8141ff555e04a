/// Who else is believed about who somebody is (`acl.md` §6): the types of auth methods, what they need to know, and
/// what they make of a bearer token. What waits for others on the network is called on threads that may.
@NullMarked
package io.praetor.server.login;

import org.jspecify.annotations.NullMarked;
