/** The apps, corps and sites that the operator wrote into the registry file. */
@NullMarked
package io.dinggate.cloud.registry;

import org.jspecify.annotations.NullMarked;
