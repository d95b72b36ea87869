/** Which staff of the site's own books is which user of DingTalk, and who may say so. */
@NullMarked
package io.dinggate.local.binding;

import org.jspecify.annotations.NullMarked;
