package io.dinggate.local.login;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dinggate.local.user.User;

/**
 * The signed-in person.
 *
 * @param user who it is
 * @param operator whether the person operates this site
 */
record Me(@JsonUnwrapped User user, boolean operator) {}
