/** Start time and memory of the services, beside Quarkus without them. */
@NullMarked
package io.dinggate.bench.start;

import org.jspecify.annotations.NullMarked;
