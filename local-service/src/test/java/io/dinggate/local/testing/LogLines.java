package io.dinggate.local.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged in one category until it is closed. */
public final class LogLines implements AutoCloseable {

  private static final Formatter LINE = new PatternFormatter("%p %s");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler = new Keeping();
  private final Logger logger;

  private LogLines(String category) {
    logger = Logger.getLogger(category);
    logger.addHandler(handler);
  }

  /** Listens to the category from now on. */
  public static LogLines of(String category) {
    return new LogLines(category);
  }

  /** Level and text of each line, oldest first. */
  public List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
  }

  private final class Keeping extends Handler {

    @Override
    public void publish(LogRecord line) {
      lines.add(LINE.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
