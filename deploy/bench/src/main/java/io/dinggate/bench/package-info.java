/** What DingGate takes and gives on this machine: {@code deploy/bench/run}. */
@NullMarked
package io.dinggate.bench;

import org.jspecify.annotations.NullMarked;
