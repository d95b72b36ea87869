package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page on which a person accepts an invitation, in a real browser. */
@ExtendWith(SharedStack.class)
class InvitationIT extends InChromium {

  InvitationIT(Stack stack) {
    super(stack);
  }

  @Test
  void skipLinkAndReloadLoseNoInvitation() {
    var staff = "s-" + UUID.randomUUID();
    var minted =
        Erp.of(stack(), Stack.EAST)
            .post("/api/v1/invitations", "{\"tenantId\":\"t1\",\"staffId\":\"" + staff + "\"}")
            .expect(200)
            .json();
    var page = browser("zh-CN", "desk").newPage();

    page.navigate(minted.path("url").asText());
    page.waitForCondition(() -> !page.url().contains("#"));
    page.locator(".skip").focus();
    page.keyboard().press("Enter");
    page.waitForCondition(() -> page.url().endsWith("#main"));
    page.reload();
    page.locator("#sign-in").click();
    page.locator("#person-" + Somebody.LI_WEI).check();
    page.locator("#allow").click();

    assertThat(page.locator("#invitation-staff")).hasText(staff);
    assertThat(page.url()).doesNotContain(minted.path("invitation").asText());
  }
}
