/** The values that both services name things by: one word per concept, one type per word. */
@NullMarked
package io.dinggate.model;

import org.jspecify.annotations.NullMarked;
