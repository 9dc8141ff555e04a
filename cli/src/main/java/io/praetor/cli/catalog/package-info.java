/// Commands that list the catalog (spec/cli.md section 3).
@NullMarked
package io.praetor.cli.catalog;

import org.jspecify.annotations.NullMarked;
