/** Work that frontends ask for directly, under a token that their site signed. */
@NullMarked
package io.dinggate.cloud.request;

import org.jspecify.annotations.NullMarked;
