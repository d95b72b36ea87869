/**
 * What DingTalk tells of the site's corps: kept, listed, and told to the apps that want to know.
 */
@NullMarked
package io.dinggate.local.event;

import org.jspecify.annotations.NullMarked;
