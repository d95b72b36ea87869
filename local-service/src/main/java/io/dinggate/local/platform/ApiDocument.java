package io.dinggate.local.platform;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Tells in the API's description what its generator cannot see: value ids are strings, refusals are
 * problems, message contents are told apart by their type, and how a caller proves who it is.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {

  private static final String PROBLEM = "Problem";
  private static final String TOKEN = "accessToken";
  private static final String SESSION = "session";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    var schemas = document.getComponents().getSchemas();
    schemas.values().stream().filter(ApiDocument::isValueId).forEach(ApiDocument::makeString);
    tellContentsApart(document);
    document.getComponents().addSchema(PROBLEM, problem());
    document.getComponents().addSecurityScheme(TOKEN, accessToken());
    document.getComponents().addSecurityScheme(SESSION, session());
    document.getPaths().getPathItems().entrySet().stream()
        .filter(path -> path.getKey().startsWith("/api/"))
        .flatMap(path -> path.getValue().getOperations().values().stream())
        .forEach(ApiDocument::describe);
  }

  private static boolean isValueId(Schema schema) {
    var properties = schema.getProperties();
    return properties != null && properties.keySet().equals(Set.of("value"));
  }

  private static void makeString(Schema id) {
    id.setType(List.of(SchemaType.STRING));
    id.setProperties(null);
  }

  private static void tellContentsApart(OpenAPI document) {
    var discriminator = OASFactory.createDiscriminator().propertyName("type");
    var content = OASFactory.createSchema().discriminator(discriminator);
    for (var type : MessageContent.class.getAnnotation(JsonSubTypes.class).value()) {
      var name = type.value().getSimpleName();
      var schema = Objects.requireNonNull(document.getComponents().getSchemas().get(name), name);
      schema.addProperty("type", ofType(SchemaType.STRING).enumeration(List.of(type.name())));
      schema.addRequired("type");
      discriminator.addMapping(type.name(), "#/components/schemas/" + name);
      content.addOneOf(OASFactory.createSchema().ref(name));
    }
    document.getComponents().addSchema(MessageContent.class.getSimpleName(), content);
  }

  private static void describe(Operation operation) {
    var responses = operation.getResponses();
    responses.getAPIResponses().values().stream()
        .map(response -> response.getContent())
        .filter(content -> content != null)
        .forEach(content -> content.removeMediaType(Problem.MEDIA_TYPE));
    responses.removeAPIResponse("400");
    responses.addAPIResponse(
        "default",
        OASFactory.createAPIResponse()
            .description("Refused: says why, and what to do (RFC 9457)")
            .content(
                OASFactory.createContent()
                    .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref(PROBLEM)))));
    for (var scheme : List.of(TOKEN, SESSION)) {
      operation.addSecurityRequirement(
          OASFactory.createSecurityRequirement().addScheme(scheme, List.of()));
    }
  }

  private static Schema problem() {
    var violation =
        object()
            .addProperty("path", text("Where it stands in the request."))
            .addProperty("message", text("What it must be."));
    return object()
        .addProperty("type", text("Names the kind of problem."))
        .addProperty("title", text("One sentence, constant per code."))
        .addProperty("status", ofType(SchemaType.INTEGER))
        .addProperty("detail", text("What is special about this occurrence."))
        .addProperty("code", text("The stable code to switch on."))
        .addProperty("remedy", text("What the caller can do."))
        .addProperty("requestId", text("Finds the request in the logs."))
        .addProperty("violations", ofType(SchemaType.ARRAY).items(violation))
        .required(List.of("type", "title", "status", "code", "remedy"));
  }

  private static Schema object() {
    return ofType(SchemaType.OBJECT);
  }

  private static Schema ofType(SchemaType type) {
    return OASFactory.createSchema().type(List.of(type));
  }

  private static Schema text(String description) {
    return ofType(SchemaType.STRING).description(description);
  }

  private static SecurityScheme accessToken() {
    var flow = OASFactory.createOAuthFlow().tokenUrl("/oauth2/token");
    Scopes.ALL.stream().sorted().forEach(scope -> flow.addScope(scope, ""));
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.OAUTH2)
        .flows(OASFactory.createOAuthFlows().clientCredentials(flow))
        .description("A program of the clients file.");
  }

  private static SecurityScheme session() {
    return OASFactory.createSecurityScheme()
        .type(SecurityScheme.Type.APIKEY)
        .in(SecurityScheme.In.COOKIE)
        .name(SessionSource.COOKIE)
        .description("A person who has signed in at /login; unsafe methods need our Origin, too.");
  }
}
