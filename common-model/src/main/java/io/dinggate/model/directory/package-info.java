/** Look-ups in a corp's directory on behalf of a site. */
@NullMarked
package io.dinggate.model.directory;

import org.jspecify.annotations.NullMarked;
