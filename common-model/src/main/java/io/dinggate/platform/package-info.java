/**
 * Technical ground that both services stand on and that is not part of the contract between them:
 * random values, work done once for many, start-up checks. Knows Jakarta, Jackson and Nimbus, and
 * nothing of Quarkus beyond its security exceptions.
 */
@NullMarked
package io.dinggate.platform;

import org.jspecify.annotations.NullMarked;
