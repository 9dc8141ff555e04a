/// Who may do what (`acl.md`): rules, what they add up to for a token, and how tokens become that.
@NullMarked
package io.praetor.server.acl;

import org.jspecify.annotations.NullMarked;
