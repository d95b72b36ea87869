package io.dinggate.sandbox.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message that the sandbox accepted. {@code toString} has no content.
 *
 * @param taskId above 2^31, as DingTalk's are
 * @param path of the API it came by
 * @param userIds as named by the caller
 * @param deptIds as named by the caller
 * @param receivers users who get it: those named and those of the departments, as far as the corp
 *     has them
 * @param invalidUserIds named users whom the corp does not have
 * @param templateId of the template, when it came by {@code sendbytemplate}
 * @param body the {@code msg} object, or the data of the template
 * @param readBy receivers who have read it
 */
public record SentMessage(
    long taskId,
    String path,
    String appId,
    String corpId,
    long agentId,
    List<String> userIds,
    List<Long> deptIds,
    boolean toAll,
    List<String> receivers,
    List<String> invalidUserIds,
    @Nullable String templateId,
    JsonNode body,
    Instant sentAt,
    boolean recalled,
    Set<String> readBy) {

  SentMessage asRecalled() {
    return new SentMessage(
        taskId,
        path,
        appId,
        corpId,
        agentId,
        userIds,
        deptIds,
        toAll,
        receivers,
        invalidUserIds,
        templateId,
        body,
        sentAt,
        true,
        readBy);
  }

  SentMessage asReadBy(Set<String> readers) {
    return new SentMessage(
        taskId,
        path,
        appId,
        corpId,
        agentId,
        userIds,
        deptIds,
        toAll,
        receivers,
        invalidUserIds,
        templateId,
        body,
        sentAt,
        recalled,
        Set.copyOf(readers));
  }

  @Override
  public String toString() {
    return "SentMessage[" + taskId + " by " + appId + " in " + corpId + "]";
  }
}
