package io.dinggate.cloud.dingtalk;

import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Who opened the app inside DingTalk.
 *
 * @param userId the person inside the corp whose token was used
 * @param unionId the person across the developer's apps; null when DingTalk does not tell
 */
public record InAppIdentity(UserId userId, @Nullable UnionId unionId) {}
