/**
 * Requests that frontends hand to the cloud themselves: signing for them, and what comes of them.
 */
@NullMarked
package io.dinggate.local.request;

import org.jspecify.annotations.NullMarked;
