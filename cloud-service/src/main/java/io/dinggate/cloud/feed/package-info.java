/** What the cloud has for each site, in order: appended, waited for, read, confirmed. */
@NullMarked
package io.dinggate.cloud.feed;

import org.jspecify.annotations.NullMarked;
