package io.dinggate.model.login;

import io.dinggate.model.AppId;
import java.time.Instant;

/**
 * Who signed in.
 *
 * @param user the person, checked to be an employee of an allowed corp whom the app may see
 * @param app the app that the person signed in to
 * @param authenticatedAt when DingTalk said so
 */
public record LoginResult(LoginUser user, AppId app, Instant authenticatedAt) {}
