package io.dinggate.local.user;

import io.dinggate.model.UserRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserEntity, UUID> {

  Optional<UserEntity> current(UserRef user) {
    return find(
            "corpId = ?1 and userId = ?2 and formerSince is null",
            user.corp().value(),
            user.userId().value())
        .firstResultOptional();
  }
}
