/** Answers every failure as a problem (RFC 9457), and reads problems back on the calling side. */
@NullMarked
package io.dinggate.platform.problem;

import org.jspecify.annotations.NullMarked;
