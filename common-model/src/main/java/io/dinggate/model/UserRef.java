package io.dinggate.model;

import jakarta.validation.constraints.NotNull;

/**
 * A user of DingTalk, found by corp and user id together; the same user id in another corp is
 * somebody else.
 *
 * @param corp the organisation
 * @param userId the person inside it
 */
public record UserRef(@NotNull CorpId corp, @NotNull UserId userId) {

  @Override
  public String toString() {
    return corp + "/" + userId;
  }
}
