/** RFC 9457 problems: the codes, the body and the exception that carries them on both ends. */
@NullMarked
package io.dinggate.model.problem;

import org.jspecify.annotations.NullMarked;
