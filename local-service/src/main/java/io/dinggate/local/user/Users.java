package io.dinggate.local.user;

import io.dinggate.model.UserRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The users that this site knows. */
@ApplicationScoped
public class Users {

  private final UserRepository repository;

  Users(UserRepository repository) {
    this.repository = repository;
  }

  /** Who is {@code user} at present; empty when the site has never met the person. */
  @Transactional
  public Optional<User> find(UserRef user) {
    return repository.current(user).map(UserEntity::toUser);
  }

  /** The user with the site's own id, a former one too. */
  @Transactional
  public Optional<User> find(UUID id) {
    return repository.findByIdOptional(id).map(UserEntity::toUser);
  }
}
