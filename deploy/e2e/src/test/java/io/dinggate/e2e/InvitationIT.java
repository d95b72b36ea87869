package io.dinggate.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page on which a person accepts an invitation, in a real browser. */
@ExtendWith(SharedStack.class)
class InvitationIT {

  private static Chromium chromium;

  private final Stack stack;
  private BrowserContext context;

  InvitationIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeAll
  static void startChromium() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopChromium() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void leave() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void skipLinkAndReloadLoseNoInvitation() {
    var staff = "s-" + UUID.randomUUID();
    var minted =
        Erp.of(stack, Stack.EAST)
            .post("/api/v1/invitations", "{\"tenantId\":\"t1\",\"staffId\":\"" + staff + "\"}")
            .expect(200)
            .json();
    context = chromium.desk("zh-CN");
    var page = context.newPage();

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
