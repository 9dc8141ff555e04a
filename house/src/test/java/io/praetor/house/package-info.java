/// The rules of the house as tests: which module may know which, where time and chance may come from, how the text of
/// the tree looks. Owns the formatter behind `bin/format`.
@NullMarked
package io.praetor.house;

import org.jspecify.annotations.NullMarked;
