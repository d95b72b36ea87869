/** Work that a frontend asks the cloud for directly, signed for by its site. */
@NullMarked
package io.dinggate.model.request;

import org.jspecify.annotations.NullMarked;
