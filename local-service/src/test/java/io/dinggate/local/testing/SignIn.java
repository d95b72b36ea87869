package io.dinggate.local.testing;

import io.dinggate.model.login.LoginUser;
import jakarta.inject.Singleton;

/** Makes sessions the way a browser gets them. */
@Singleton
public class SignIn {

  private final FakeCloud cloud;

  SignIn(FakeCloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Signs {@code user} in by the redirect flow.
   *
   * @return the value of the {@code Cookie} header that the browser now sends
   */
  public String cookieOf(LoginUser user) {
    return browserOf(user).cookieHeader();
  }

  /** A browser in which {@code user} has signed in by the redirect flow. */
  public Browser browserOf(LoginUser user) {
    return new Browser().signIn(cloud, user);
  }
}
