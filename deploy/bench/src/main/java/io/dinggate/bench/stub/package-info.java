/**
 * What stands for DingTalk while sending is measured: it answers at once and costs next to nothing.
 */
@NullMarked
package io.dinggate.bench.stub;

import org.jspecify.annotations.NullMarked;
