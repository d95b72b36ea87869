/** Files on their way from a site to DingTalk; nothing of them stays here. */
@NullMarked
package io.dinggate.cloud.media;

import org.jspecify.annotations.NullMarked;
