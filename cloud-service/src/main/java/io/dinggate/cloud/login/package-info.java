/**
 * Logins: a site's transaction, DingTalk's page, the callback, and the one-time ticket that the
 * site redeems.
 */
@NullMarked
package io.dinggate.cloud.login;

import org.jspecify.annotations.NullMarked;
