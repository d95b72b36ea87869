/** Events and messages at a fixed rate. */
@NullMarked
package io.dinggate.bench.load;

import org.jspecify.annotations.NullMarked;
