/** The service at a site: outbound-only, serves the site's frontends, apps and people. */
@NullMarked
package io.dinggate.local;

import org.jspecify.annotations.NullMarked;
