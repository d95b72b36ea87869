package io.dinggate.cloud.feed;

/**
 * Where a site's feed stands.
 *
 * @param epoch its life
 * @param last the sequence of its last entry; 0 for none
 * @param acknowledged up to which entry the site has confirmed it
 */
record FeedStanding(String epoch, long last, long acknowledged) {}
