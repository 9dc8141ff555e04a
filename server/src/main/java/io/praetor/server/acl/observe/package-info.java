/// What tokens are used for, for as long as somebody wants to know, and the least policy for that.
@NullMarked
package io.praetor.server.acl.observe;

import org.jspecify.annotations.NullMarked;
