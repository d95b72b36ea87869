package io.dinggate.local.testing;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.OpenId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.login.LoginUser;
import java.util.List;

/** The people of the tests. */
public final class People {

  public static final CorpId CORP = new CorpId("ding-example");

  /** Another corp of the site. */
  public static final CorpId OTHER_CORP = new CorpId("ding-other");

  /** A corp of somebody else. */
  public static final CorpId FOREIGN_CORP = new CorpId("ding-foreign");

  public static final LoginUser ANNA = person(CORP, "anna", "安娜");
  public static final LoginUser BEN = person(CORP, "ben", "Ben");

  /** Stands as operator in the clients file of the tests. */
  public static final LoginUser OLGA = person(CORP, "olga", "Olga");

  private People() {}

  public static LoginUser person(CorpId corp, String userId, String name) {
    return new LoginUser(
        corp,
        new UserId(userId),
        new UnionId("union-" + corp + "-" + userId),
        new OpenId("open-" + corp + "-" + userId),
        name,
        null,
        "Engineer");
  }

  public static UserRef refOf(LoginUser user) {
    return new UserRef(user.corp(), user.userId());
  }

  /** The same person as the directory shows it. */
  public static DirectoryUser inDirectory(LoginUser user) {
    return new DirectoryUser(
        user.corp(),
        user.userId(),
        new AppId("suite-a"),
        user.unionId(),
        user.name(),
        user.avatar(),
        user.title(),
        List.of(1L),
        true);
  }
}
