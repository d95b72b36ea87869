/** What DingTalk pushes to the cloud: verified, stored, answered, then handled. */
@NullMarked
package io.dinggate.cloud.event;

import org.jspecify.annotations.NullMarked;
