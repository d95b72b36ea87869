/**
 * What both services look at before they start, so that an operator learns of all mistakes at once.
 */
@NullMarked
package io.dinggate.platform.start;

import org.jspecify.annotations.NullMarked;
