package io.dinggate.cloud.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Reads requests as they are meant: what is not known, of another type, there twice or left over
 * behind the end is a mistake of the caller that nobody would find otherwise.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

  private static final List<LogicalType> SCALARS =
      List.of(LogicalType.Textual, LogicalType.Boolean, LogicalType.Integer);

  @Override
  public void customize(ObjectMapper json) {
    json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    json.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    for (var scalar : SCALARS) {
      for (var shape :
          List.of(
              CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
        json.coercionConfigFor(scalar).setCoercion(shape, action(scalar, shape));
      }
    }
    json.coercionConfigFor(LogicalType.Boolean)
        .setCoercion(CoercionInputShape.String, CoercionAction.Fail);
    json.coercionConfigFor(LogicalType.Integer)
        .setCoercion(CoercionInputShape.String, CoercionAction.Fail);
  }

  private static CoercionAction action(LogicalType type, CoercionInputShape shape) {
    var same =
        (type == LogicalType.Boolean && shape == CoercionInputShape.Boolean)
            || (type == LogicalType.Integer && shape == CoercionInputShape.Integer);
    return same ? CoercionAction.TryConvert : CoercionAction.Fail;
  }
}
