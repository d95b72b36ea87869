package io.dinggate.cloud.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A body that is cut off, with an {@link IOException}, as soon as it turns out too large. It is
 * read by one thread, and asked about by another.
 */
final class LimitedBody extends FilterInputStream {

  private final long most;
  private volatile long read;

  LimitedBody(InputStream body, long most) {
    super(body);
    this.most = most;
  }

  /** Whether anything of it is gone. */
  boolean begun() {
    return read > 0;
  }

  /** Whether there was more than there may be. */
  boolean tooLarge() {
    return read > most;
  }

  @Override
  public int read() throws IOException {
    var next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var count = super.read(buffer, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads
  private void count(int bytes) throws IOException {
    read += bytes;
    if (tooLarge()) {
      throw new IOException("the body is too large");
    }
  }

  /** Marks would let bytes be counted twice. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
