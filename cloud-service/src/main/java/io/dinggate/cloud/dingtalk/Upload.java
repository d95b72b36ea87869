package io.dinggate.cloud.dingtalk;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way to DingTalk.
 *
 * @param type DingTalk's word for what it is: image, voice or file
 * @param fileName with its ending; anything but control characters
 * @param length in bytes; null when it is not known yet
 * @param body read once, while it is sent; not closed
 */
public record Upload(String type, String fileName, @Nullable Long length, InputStream body) {

  @Override
  public String toString() {
    return "Upload[" + type + "]";
  }
}
