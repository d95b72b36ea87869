package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
class UserEntity {

  @Id UUID id;

  @Column(updatable = false)
  String corpId;

  @Column(updatable = false)
  String userId;

  @Column(updatable = false)
  String unionId;

  String name;

  @Nullable String avatar;

  @Nullable String title;

  @Column(updatable = false)
  Instant createdAt;

  Instant seenAt;

  /** When somebody else took the place of this user in the corp; null while it is current. */
  @Nullable Instant formerSince;

  /** When DingTalk first knew nobody of this user id; null while it knows the user. */
  @Nullable Instant leftAt;

  User toUser() {
    return new User(
        id,
        new UserRef(new CorpId(corpId), new UserId(userId)),
        new UnionId(unionId),
        name,
        avatar == null ? null : URI.create(avatar),
        title,
        seenAt);
  }
}
