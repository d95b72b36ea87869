/** Tells API clients what happened, by signed calls to the addresses that they have configured. */
@NullMarked
package io.dinggate.local.webhook;

import org.jspecify.annotations.NullMarked;
