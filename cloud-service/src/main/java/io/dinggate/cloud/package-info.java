/** The cloud-service: the process. Its features are the packages below. */
@NullMarked
package io.dinggate.cloud;

import org.jspecify.annotations.NullMarked;
