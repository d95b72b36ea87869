package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.List;
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

  /** As the app calls the person by which the site met her first. */
  @Column(updatable = false)
  String unionId;

  /** What each app calls the person. */
  @ElementCollection
  @CollectionTable(name = "user_identities", joinColumns = @JoinColumn(name = "user_row"))
  List<UserIdentity> identities;

  String name;

  @Nullable String avatar;

  @Nullable String title;

  /** Written by statements alone. */
  @Column(insertable = false, updatable = false)
  Long[] departments;

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
        departments == null ? List.of() : List.of(departments),
        seenAt);
  }
}
