/** The only code that speaks to DingTalk. */
@NullMarked
package io.dinggate.cloud.dingtalk;

import org.jspecify.annotations.NullMarked;
