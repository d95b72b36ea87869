/** Events: how fast they are taken in, and how soon they are at the sites (T4 and T5). */
@NullMarked
package io.dinggate.bench.event;

import org.jspecify.annotations.NullMarked;
