/** The cloud-service as this site sees it; the only code here that opens connections to it. */
@NullMarked
package io.dinggate.local.cloud;

import org.jspecify.annotations.NullMarked;
