package io.dinggate.cloud.platform;

import org.jspecify.annotations.Nullable;

/**
 * Reads outside of transactions, on connections that cannot write. A read sees every commit that
 * returned before it began.
 */
public interface Reads {

  /**
   * Runs queries.
   *
   * @throws StorageException when the database refused them
   */
  <T extends @Nullable Object> T query(SqlUnit<T> unit);
}
