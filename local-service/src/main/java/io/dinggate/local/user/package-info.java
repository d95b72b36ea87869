/** Users of DingTalk, mirrored from logins and look-ups. */
@NullMarked
package io.dinggate.local.user;

import org.jspecify.annotations.NullMarked;
