/** The OpenAPI documents of the services: what a scan of the resources finds, made complete. */
@NullMarked
package io.dinggate.platform.openapi;

import org.jspecify.annotations.NullMarked;
