package io.dinggate.cloud.platform;

import java.sql.Connection;
import org.apache.commons.dbcp2.DelegatingPreparedStatement;
import org.apache.commons.dbcp2.PStmtKey;
import org.apache.commons.dbcp2.PoolingConnection;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;

/**
 * Connections that prepare each statement once and hand it out again after it was closed, until
 * they are closed themselves. The units of a group run the same few statements over and over, and
 * to prepare one costs SQLite as much as to run it. The driver keeps none.
 */
final class ReusedStatements {

  private static final int ANY_NUMBER = -1;

  private ReusedStatements() {}

  /** Such a connection in the place of that one, which is closed with it. */
  static Connection on(Connection connection) {
    var pooling = new PoolingConnection(connection);
    var config = new GenericKeyedObjectPoolConfig<DelegatingPreparedStatement>();
    config.setJmxEnabled(false);
    config.setMaxTotal(ANY_NUMBER);
    config.setMaxTotalPerKey(ANY_NUMBER);
    config.setMaxIdlePerKey(ANY_NUMBER);
    pooling.setStatementPool(
        new GenericKeyedObjectPool<PStmtKey, DelegatingPreparedStatement>(pooling, config));
    return pooling;
  }
}
