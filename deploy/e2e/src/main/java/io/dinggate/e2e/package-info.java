/**
 * All of DingGate on one machine: the launcher of the demo, of the end-to-end tests and of the
 * bench.
 */
@NullMarked
package io.dinggate.e2e;

import org.jspecify.annotations.NullMarked;
