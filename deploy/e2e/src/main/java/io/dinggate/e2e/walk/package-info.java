/** DingGate's main job as its callers do it: over plain HTTP, without a browser. */
@NullMarked
package io.dinggate.e2e.walk;

import org.jspecify.annotations.NullMarked;
