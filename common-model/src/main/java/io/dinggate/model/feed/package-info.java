/** Everything the cloud has for a site, in order, to be read by cursor and confirmed. */
@NullMarked
package io.dinggate.model.feed;

import org.jspecify.annotations.NullMarked;
