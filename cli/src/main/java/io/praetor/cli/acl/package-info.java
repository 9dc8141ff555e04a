/// Commands about access control: `acl …`, `login`, `logout` (spec/cli.md section 7).
@NullMarked
package io.praetor.cli.acl;

import org.jspecify.annotations.NullMarked;
