/** Signing in with DingTalk, and the sessions that come of it. */
@NullMarked
package io.dinggate.local.login;

import org.jspecify.annotations.NullMarked;
