package io.dinggate.cloud.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.login.CallbackAnswer.Refusal;
import io.dinggate.cloud.testing.CloudWorld;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class RefusalPageTest {

  @Inject RefusalPage page;

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void everyRefusalHasItsWordsInBothLanguages(Refusal why) {
    var chinese = html(why, Locale.CHINESE);
    var english = html(why, Locale.ENGLISH);

    assertThat(chinese).contains("lang=\"zh-CN\"").containsPattern("<h1[^>]*>\\p{IsHan}{4,}");
    assertThat(english).contains("lang=\"en\"").containsPattern("<h1[^>]*>[A-Z][a-z -]{10,}");
    assertThat(english).doesNotContainPattern("\\p{IsHan}{2,}");
    for (var html : List.of(chinese, english)) {
      assertThat(html).doesNotContain("{", why.name(), "null", "NOT_FOUND");
    }
  }

  private String html(Refusal why, Locale language) {
    try (var answer = page.answer(why, List.of(language))) {
      assertThat(answer.getStatus()).isEqualTo(why.status());
      return answer.getEntity().toString().replaceFirst("(?s)<style.*</style>", "");
    }
  }
}
