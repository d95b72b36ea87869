/** Messages: taken in once per id, cut into tasks, sent, and what became of each. */
@NullMarked
package io.dinggate.cloud.message;

import org.jspecify.annotations.NullMarked;
