/** What every feature of the local-service stands on: configuration, start, who is calling. */
@NullMarked
package io.dinggate.local.platform;

import org.jspecify.annotations.NullMarked;
