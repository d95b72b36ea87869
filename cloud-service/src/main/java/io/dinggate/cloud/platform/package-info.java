/**
 * What every feature of the cloud-service stands on: start, configuration, the one writer, keys.
 */
@NullMarked
package io.dinggate.cloud.platform;

import org.jspecify.annotations.NullMarked;
