/** Access tokens for the site's programs, and the documents by which others check them. */
@NullMarked
package io.dinggate.local.oidc;

import org.jspecify.annotations.NullMarked;
