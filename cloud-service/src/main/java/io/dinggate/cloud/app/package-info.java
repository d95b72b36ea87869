/** What the cloud holds for its apps: suite tickets, corp authorisations, access tokens. */
@NullMarked
package io.dinggate.cloud.app;

import org.jspecify.annotations.NullMarked;
