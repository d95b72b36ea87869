/** Signing in with DingTalk, and the sessions that come of it (DESIGN 5.1, 5.2). */
@NullMarked
package io.dinggate.local.login;

import org.jspecify.annotations.NullMarked;
