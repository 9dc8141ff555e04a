/// Tests of access control's records.
@NullMarked
package io.praetor.model.acl;

import org.jspecify.annotations.NullMarked;
