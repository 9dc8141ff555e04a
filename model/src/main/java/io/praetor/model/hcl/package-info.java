/// The two syntaxes of configuration files, HCL 1 and JSON, read into plain maps, lists and scalars. Knows no
/// configuration key. The agent reads its configuration with it, the command line what it registers.
@NullMarked
package io.praetor.model.hcl;

import org.jspecify.annotations.NullMarked;
