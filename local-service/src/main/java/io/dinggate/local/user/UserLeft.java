package io.dinggate.local.user;

/**
 * DingTalk does not know the user any more. Fired inside the transaction that writes it down, for
 * features to end what they hold for the user.
 *
 * @param user as the site knew it
 */
public record UserLeft(User user) {}
