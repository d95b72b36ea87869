/** Pages for people: sign in, see who I am, send messages and see what became of them. */
@NullMarked
package io.dinggate.local.console;

import org.jspecify.annotations.NullMarked;
