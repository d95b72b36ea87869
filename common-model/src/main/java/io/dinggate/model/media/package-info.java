/** What a site has uploaded to DingTalk, so that messages can show it. */
@NullMarked
package io.dinggate.model.media;

import org.jspecify.annotations.NullMarked;
