package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.SealBrokenException;
import io.dinggate.platform.keys.Sealer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageBodiesTest {

  private static final UserRef WANG = new UserRef(new CorpId("dingeast"), new UserId("wangfang"));

  private final MessageBodies bodies =
      new MessageBodies(
          new Sealer(Map.of("k1", Tokens.bytes(32)), "k1"), new IndexKey(Tokens.bytes(32)));

  @Test
  void sealedBodyOpensAsItWas() {
    var message = message(new TemplateContent("tpl", Map.of("title", "标题")), "suite-main");
    var sealed = bodies.seal("m1", message);

    assertThat(bodies.open("m1", sealed)).isEqualTo(message);
    assertThat(sealed).doesNotContain("标题", "wangfang");
    assertThatThrownBy(() -> bodies.open("m2", sealed)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void orderOfTheVariablesDoesNotCount() {
    var forwards = new LinkedHashMap<String, String>();
    var backwards = new LinkedHashMap<String, String>();
    for (var i = 0; i < 20; i++) {
      forwards.put("v" + i, "x" + i);
      backwards.put("v" + (19 - i), "x" + (19 - i));
    }

    assertThat(bodies.hash(message(new TemplateContent("tpl", forwards), null)))
        .isEqualTo(bodies.hash(message(new TemplateContent("tpl", backwards), null)));
  }

  @Test
  void everyDifferenceCounts() {
    var hashes =
        List.of(
            bodies.hash(message(new TextContent("a"), null)),
            bodies.hash(message(new TextContent("b"), null)),
            bodies.hash(message(new TextContent("a"), "internal-hr")),
            bodies.hash(
                new SendMessage(
                    List.of(new UserRef(new CorpId("dingnorth"), new UserId("wangfang"))),
                    new TextContent("a"),
                    null)));

    assertThat(hashes).doesNotHaveDuplicates();
  }

  private static SendMessage message(MessageContent content, String app) {
    return new SendMessage(List.of(WANG), content, app == null ? null : new AppId(app));
  }
}
