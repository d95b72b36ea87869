/** Who is calling: the sites' tokens, and what the calling site may touch. */
@NullMarked
package io.dinggate.cloud.site;

import org.jspecify.annotations.NullMarked;
