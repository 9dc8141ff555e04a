/// Commands on keys and values (spec/cli.md section 2).
@NullMarked
package io.praetor.cli.kv;

import org.jspecify.annotations.NullMarked;
