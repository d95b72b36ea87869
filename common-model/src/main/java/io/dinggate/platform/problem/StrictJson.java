package io.dinggate.platform.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.dinggate.model.InvalidValueException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads the bodies of callers to the letter: a member that is unknown, doubled, of another type or
 * left over behind the end is told, not guessed at. The character NUL is refused, because
 * PostgreSQL stores no text with it.
 */
public final class StrictJson {

  /** What is not turned into each type. */
  private static final Map<LogicalType, List<CoercionInputShape>> REFUSED =
      Map.of(
          LogicalType.Textual,
          List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean),
          LogicalType.Integer,
          List.of(
              CoercionInputShape.Float,
              CoercionInputShape.Boolean,
              CoercionInputShape.String,
              CoercionInputShape.EmptyString),
          LogicalType.Boolean,
          List.of(
              CoercionInputShape.Integer,
              CoercionInputShape.Float,
              CoercionInputShape.String,
              CoercionInputShape.EmptyString));

  private StrictJson() {}

  /** Makes {@code json} read that way. */
  public static void apply(ObjectMapper json) {
    json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .registerModule(
            new SimpleModule("text").addDeserializer(String.class, new TextDeserializer()));
    REFUSED.forEach(
        (type, shapes) ->
            shapes.forEach(
                shape -> json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail)));
  }

  private static final class TextDeserializer extends StringDeserializer {

    private static final long serialVersionUID = 1L;

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var text = super.deserialize(parser, context);
      if (text != null && text.indexOf('\0') >= 0) {
        throw context.instantiationException(
            String.class, new InvalidValueException("must not hold the character NUL"));
      }
      return text;
    }
  }
}
