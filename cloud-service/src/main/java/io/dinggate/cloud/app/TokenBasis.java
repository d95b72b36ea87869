package io.dinggate.cloud.app;

/**
 * What an access token was fetched under. A token is void under any other.
 *
 * @param revision the revision of the authorisation
 * @param credentials tells the app's credentials from others, and nothing about them
 */
record TokenBasis(long revision, String credentials) {}
