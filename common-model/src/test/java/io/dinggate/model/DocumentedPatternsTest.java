package io.dinggate.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.login.LoginTicket;
import java.lang.reflect.InvocationTargetException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the OpenAPI documents say of an id is what its type takes. */
class DocumentedPatternsTest {

  private static final String SHARED = "/io/dinggate/platform/openapi/shared.yaml";

  @ParameterizedTest
  @ValueSource(
      classes = {
        AppId.class,
        CorpId.class,
        LoginId.class,
        LoginTicket.class,
        MessageId.class,
        OpenId.class,
        StaffId.class,
        TenantId.class,
        UnionId.class,
        UserId.class
      })
  void idsAreTakenAsDocumented(Class<?> id) throws Exception {
    var pattern = Pattern.compile(schema(id).path("pattern").asText());
    for (var text : samples().toList()) {
      assertThat(takes(id, text))
          .as("%s of %s", id.getSimpleName(), text.codePoints().boxed().toList())
          .isEqualTo(pattern.matcher(text).matches());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 101})
  void limitsAreTakenAsDocumented(int limit) {
    var schema = schema(PageLimit.class);
    var documented =
        limit >= schema.path("minimum").asInt() && limit <= schema.path("maximum").asInt();
    boolean taken;
    try {
      taken = new PageLimit(limit).value() == limit;
    } catch (InvalidValueException e) {
      taken = false;
    }
    assertThat(taken).isEqualTo(documented);
  }

  private static JsonNode schema(Class<?> type) {
    return new ObjectMapper()
        .valueToTree(new Yaml().<Object>load(AppId.class.getResourceAsStream(SHARED)))
        .at("/components/schemas/" + type.getSimpleName());
  }

  private static boolean takes(Class<?> id, String text) throws ReflectiveOperationException {
    try {
      id.getDeclaredConstructor(String.class).newInstance(text);
      return true;
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(InvalidValueException.class);
      return false;
    }
  }

  private static Stream<String> samples() {
    return Stream.concat(
        Stream.of(0, 1, 42, 43, 44, 64, 65, 128, 129).map("a"::repeat),
        Stream.concat(
            Stream.of("工号-0042", "a b", "a\u00a0b", "\u202e", "\ud83d\ude00"),
            IntStream.rangeClosed(0, 0x17f).mapToObj(Character::toString)));
  }
}
