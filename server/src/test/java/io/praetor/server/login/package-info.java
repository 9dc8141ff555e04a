/// Tests of auth methods.
@NullMarked
package io.praetor.server.login;

import org.jspecify.annotations.NullMarked;
