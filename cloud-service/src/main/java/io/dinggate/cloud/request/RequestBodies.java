package io.dinggate.cloud.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.dinggate.model.RequestId;
import io.dinggate.model.SiteId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.DepartmentsRequest;
import io.dinggate.model.request.MessageRequest;
import io.dinggate.model.request.RequestBody;
import io.dinggate.model.request.UserRequest;
import io.dinggate.platform.keys.Sealer;
import io.dinggate.platform.problem.JsonFaults;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the bodies of requests, and keeps them sealed as they came. */
@Singleton
final class RequestBodies {

  private final Sealer sealer;
  private final Validator validator;
  private final ObjectReader strict;
  private final ObjectReader lenient;

  RequestBodies(Sealer sealer, ObjectMapper json, Validator validator) {
    this.sealer = sealer;
    this.validator = validator;
    this.strict = json.readerFor(RequestBody.class);
    this.lenient =
        strict.without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES); // a newer version's row
  }

  /**
   * A body that is one.
   *
   * @param kind see {@link RequestBodies#kind}
   * @param json the body as it came
   */
  record Text(String kind, String json) {

    @Override
    public String toString() {
      return "Text[" + kind + "]";
    }
  }

  /**
   * Reads a body to the letter, as UTF-8 and as nothing else.
   *
   * @throws ApiException {@code VALIDATION} when it is none
   * @throws ConstraintViolationException when it breaks a constraint
   */
  Text check(byte[] body) {
    var json = text(body);
    try {
      RequestBody read = strict.readValue(json);
      if (read == null) {
        throw ApiException.invalid("body", "must not be null");
      }
      var violations = validator.validate(read);
      if (!violations.isEmpty()) {
        throw new ConstraintViolationException(violations);
      }
      return new Text(kind(read), json);
    } catch (JsonProcessingException e) {
      throw JsonFaults.explain(e);
    }
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new ApiException(ErrorCode.VALIDATION, "The body is not UTF-8.");
    }
  }

  /** The kind of a body, as in its JSON. */
  static String kind(RequestBody body) {
    return switch (body) {
      case MessageRequest _ -> "message";
      case UserRequest _ -> "user";
      case DepartmentsRequest _ -> "departments";
    };
  }

  String seal(SiteId site, RequestId id, String text) {
    return sealer.seal(context(site, id), text);
  }

  RequestBody open(OpenRequest request) {
    try {
      return lenient.readValue(
          sealer.open(context(request.site(), request.id()), request.sealed()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored request is always JSON", e);
    }
  }

  private static String context(SiteId site, RequestId id) {
    return "request.body:" + site + ":" + id;
  }
}
