package io.dinggate.local.user;

/**
 * Somebody is no user of the corp under this user id any more: gone, or another person has it. Told
 * to observers inside the transaction that writes it down.
 *
 * @param user as the site knew the person
 */
public record UserRetired(User user) {}
