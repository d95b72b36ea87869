package io.dinggate.local.user;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.UserRef;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds a user in the site's own books first, else asks DingTalk through the cloud. */
@ApplicationScoped
public class UserLookup {

  private final Users users;
  private final CloudGateway cloud;

  UserLookup(Users users, CloudGateway cloud) {
    this.users = users;
    this.cloud = cloud;
  }

  /** The user; {@code user-not-found} and the cloud's other refusals otherwise. */
  public User find(UserRef user) {
    return users.find(user).orElseGet(() -> users.lookedUp(cloud.user(user)));
  }
}
