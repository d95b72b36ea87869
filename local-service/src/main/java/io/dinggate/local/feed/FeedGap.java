package io.dinggate.local.feed;

/**
 * Is told when the feed could not be read on from where it stood: entries were lost, and what they
 * would have said must be found out in another way.
 */
public interface FeedGap {

  /**
   * Notes what is to be found out. Called in the transaction that gives up the cursor, so it must
   * call nobody; what it throws undoes that, and it is called again.
   */
  void entriesWereLost();
}
