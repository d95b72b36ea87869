package io.dinggate.cloud.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Stands before a data source and lets commits wait or fail. */
final class FaultyCommits {

  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean failing;
  private volatile boolean reached;

  void holdCommits() {
    gate = new CountDownLatch(1);
  }

  void failCommits() {
    failing = true;
  }

  void release() {
    failing = false;
    gate.countDown();
  }

  boolean commitReached() {
    return reached;
  }

  DataSource around(DataSource real) {
    return proxy(
        DataSource.class,
        real,
        (name, result) ->
            name.equals("getConnection")
                ? proxy(Connection.class, (Connection) result, (_, any) -> any)
                : result);
  }

  private interface Answer {
    Object of(String method, Object result);
  }

  private <T> T proxy(Class<T> type, T real, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) {
                beforeCommit();
              }
              try {
                return answer.of(method.getName(), method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void beforeCommit() throws SQLException, InterruptedException {
    reached = true;
    if (!gate.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the commit was held for too long");
    }
    if (failing) {
      throw new SQLException("disk I/O error", "", 10);
    }
  }
}
