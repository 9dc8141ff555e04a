/// The two syntaxes of configuration files, HCL 1 and JSON, read into plain maps, lists and scalars. Knows no
/// configuration key.
@NullMarked
package io.praetor.agent.config.hcl;

import org.jspecify.annotations.NullMarked;
