/** How the bench calls over HTTP. */
@NullMarked
package io.dinggate.bench.http;

import org.jspecify.annotations.NullMarked;
