/** Look-ups in a corp's directory on behalf of a site; nothing is stored. */
@NullMarked
package io.dinggate.cloud.directory;

import org.jspecify.annotations.NullMarked;
