/** Messages accepted at a site, on their way, and at DingTalk: T1, T2 and T3. */
@NullMarked
package io.dinggate.bench.send;

import org.jspecify.annotations.NullMarked;
