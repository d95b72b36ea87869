package io.dinggate.cloud.site;

import static io.dinggate.cloud.site.ApiDocument.text;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.oauth.OAuthError;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The bodies of failures, for the OpenAPI document. */
final class ProblemSchemas {

  private ProblemSchemas() {}

  static Schema problem() {
    var violation =
        object()
            .required(List.of("path", "message"))
            .addProperty("path", text())
            .addProperty("message", text());
    return object()
        .required(List.of("type", "title", "status", "code", "remedy"))
        .addProperty("type", text().format("uri"))
        .addProperty("title", text())
        .addProperty("status", createSchema().type(List.of(SchemaType.INTEGER)))
        .addProperty("detail", text())
        .addProperty("code", text().enumeration(codes()))
        .addProperty("remedy", text())
        .addProperty("requestId", text())
        .addProperty("violations", createSchema().type(List.of(SchemaType.ARRAY)).items(violation));
  }

  static Schema oauthError() {
    return object()
        .required(List.of("error"))
        .addProperty(
            "error",
            text()
                .enumeration(Stream.of(OAuthError.values()).<Object>map(OAuthError::wire).toList()))
        .addProperty("error_description", text());
  }

  private static List<Object> codes() {
    return Stream.of(ErrorCode.values())
        .filter(code -> code != ErrorCode.UNKNOWN)
        .<Object>map(ErrorCode::wire)
        .toList();
  }

  private static Schema object() {
    return createSchema().type(List.of(SchemaType.OBJECT));
  }
}
