package io.dinggate.cloud.site;

import static io.dinggate.cloud.site.Sites.EAST;
import static io.dinggate.cloud.site.Sites.FOREIGN;
import static io.dinggate.cloud.site.Sites.HR;
import static io.dinggate.cloud.site.Sites.NORTH;
import static io.dinggate.cloud.site.Sites.OTHERS;
import static io.dinggate.cloud.site.Sites.SUITE;
import static io.dinggate.model.problem.ErrorCode.APP_NOT_ALLOWED;
import static io.dinggate.model.problem.ErrorCode.CORP_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.AppId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CallingSiteTest {

  private final CallingSite site = Sites.east();

  @Test
  void corpsAreThoseOfTheRegistry() {
    assertThat(site.requireCorp(EAST).messageApp()).isEqualTo(HR);
    assertRefused(CORP_NOT_ALLOWED, () -> site.requireCorp(FOREIGN));
  }

  @Test
  void corpHasItsDefaultApps() {
    assertThat(site.loginApp(EAST, null).id()).isEqualTo(SUITE);
    assertThat(site.messageApp(EAST, null).id()).isEqualTo(HR);
    assertThat(site.messageApp(NORTH, null).id()).isEqualTo(SUITE);
  }

  @Test
  void namedAppMustBeAllowedInTheCorp() {
    assertThat(site.loginApp(EAST, HR).id()).isEqualTo(HR);
    assertRefused(APP_NOT_ALLOWED, () -> site.loginApp(NORTH, HR));
    assertRefused(APP_NOT_ALLOWED, () -> site.messageApp(EAST, OTHERS));
    assertRefused(APP_NOT_ALLOWED, () -> site.messageApp(EAST, new AppId("nowhere")));
    assertRefused(CORP_NOT_ALLOWED, () -> site.messageApp(FOREIGN, SUITE));
    assertRefused(CORP_NOT_ALLOWED, () -> site.loginApp(FOREIGN, null));
  }

  @Test
  void withoutCorpTheSitesOwnLoginAppServes() {
    assertThat(site.loginApp(null).id()).isEqualTo(SUITE);
    assertThat(site.loginApp(HR).id()).isEqualTo(HR);
    assertRefused(APP_NOT_ALLOWED, () -> site.loginApp(OTHERS));
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
