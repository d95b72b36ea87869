/**
 * The client side of an OAuth token endpoint that both services share: who is the client, and what
 * may it have.
 */
@NullMarked
package io.dinggate.platform.oauth;

import org.jspecify.annotations.NullMarked;
