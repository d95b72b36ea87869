/**
 * Keys of a service: encryption at rest, index, signing; made by init, read at start. And the keys
 * and certificates of others that its operator names.
 */
@NullMarked
package io.dinggate.platform.keys;

import org.jspecify.annotations.NullMarked;
