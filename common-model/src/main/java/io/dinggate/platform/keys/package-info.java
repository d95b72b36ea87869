/** Keys of a service: encryption at rest, index, signing; made by init, read at start. */
@NullMarked
package io.dinggate.platform.keys;

import org.jspecify.annotations.NullMarked;
