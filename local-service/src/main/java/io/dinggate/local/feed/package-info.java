/** Reads the cloud's feed: every entry's effect and the cursor are one commit. */
@NullMarked
package io.dinggate.local.feed;

import org.jspecify.annotations.NullMarked;
