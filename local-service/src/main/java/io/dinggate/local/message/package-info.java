/** Messages of the site's callers: taken in, handed to the cloud, and what became of them. */
@NullMarked
package io.dinggate.local.message;

import org.jspecify.annotations.NullMarked;
