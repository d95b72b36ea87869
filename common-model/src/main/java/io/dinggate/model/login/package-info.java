/** Logins as a site sees them: started, redeemed, acknowledged or abandoned at the cloud. */
@NullMarked
package io.dinggate.model.login;

import org.jspecify.annotations.NullMarked;
