/** What every HTTP answer of ours has in common. */
@NullMarked
package io.dinggate.platform.web;

import org.jspecify.annotations.NullMarked;
