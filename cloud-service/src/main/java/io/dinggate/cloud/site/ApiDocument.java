package io.dinggate.cloud.site;

import static org.eclipse.microprofile.openapi.OASFactory.createContent;
import static org.eclipse.microprofile.openapi.OASFactory.createMediaType;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import io.dinggate.model.message.MessageContent;
import io.dinggate.model.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Makes the OpenAPI document say what the service does: the scan of the resources takes ids for
 * objects, knows no content types, and takes the media type of problems for one of answers.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {

  private static final String SECURITY = "siteToken";
  private static final String API = "/api/v1/";
  private static final String EVENTS = "/dingtalk/apps/{app}/events";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.setInfo(
        OASFactory.createInfo()
            .title("DingGate cloud-service")
            .description("How a site uses DingTalk. Every failure is a problem (RFC 9457).")
            .version("v1"));
    var components = document.getComponents();
    components.getSchemas().values().forEach(ApiDocument::valueIsText);
    components.addSchema("Problem", ProblemSchemas.problem());
    components.addSchema("OAuthError", ProblemSchemas.oauthError());
    components.addSchema("TokenRequest", tokenRequest());
    components.removeSchema("MultivaluedMapStringString");
    ContentSchemas.of(MessageContent.class).forEach(components::addSchema);
    components.addSecurityScheme(SECURITY, SiteTokenScheme.scheme());
    document.getPaths().removePathItem(EVENTS); // DingTalk's to call, in DingTalk's own form
    components.removeSchema("EventReply");
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> correct(path, method, operation)));
  }

  /** Our ids are records around one text, and texts on the wire. */
  private static void valueIsText(Schema schema) {
    var members = schema.getProperties();
    if (members != null && members.keySet().equals(Set.of("value"))) {
      schema.setProperties(null);
      schema.setType(List.of(SchemaType.STRING));
    }
  }

  private static void correct(String path, HttpMethod method, Operation operation) {
    var responses = operation.getResponses();
    if (path.startsWith(API)) {
      // What the scan guesses for a POST without an answer.
      var created = responses.getAPIResponse("201");
      if (created != null) {
        responses.removeAPIResponse("201");
        responses.addAPIResponse("204", created.description("Done"));
      }
      responses.getAPIResponses().values().forEach(ApiDocument::onlyJson);
      responses.removeAPIResponse("401");
      responses.removeAPIResponse("403");
      responses.setDefaultValue(failure(Problem.MEDIA_TYPE, "Problem"));
      operation.setSecurity(
          List.of(
              OASFactory.createSecurityRequirement()
                  .addScheme(SECURITY, SiteTokenScheme.scope(path, method))));
    } else if (path.equals(TokenResource.PATH)) {
      responses.removeAPIResponse("400");
      responses.setDefaultValue(failure(MediaType.APPLICATION_JSON, "OAuthError"));
      operation
          .getRequestBody()
          .setContent(
              createContent()
                  .addMediaType(
                      MediaType.APPLICATION_FORM_URLENCODED,
                      createMediaType().schema(reference("TokenRequest"))));
    }
  }

  private static void onlyJson(APIResponse response) {
    if (response.getContent() != null) {
      response.getContent().removeMediaType(Problem.MEDIA_TYPE);
    }
  }

  private static APIResponse failure(String mediaType, String schema) {
    return OASFactory.createAPIResponse()
        .description("What went wrong")
        .content(
            createContent().addMediaType(mediaType, createMediaType().schema(reference(schema))));
  }

  private static Schema tokenRequest() {
    return createSchema()
        .type(List.of(SchemaType.OBJECT))
        .addRequired("grant_type")
        .addProperty("grant_type", text().addEnumeration("client_credentials"))
        .addProperty("scope", text())
        .addProperty("client_assertion_type", text())
        .addProperty("client_assertion", text());
  }

  private static Schema reference(String name) {
    return createSchema().ref("#/components/schemas/" + name);
  }

  static Schema text() {
    return createSchema().type(List.of(SchemaType.STRING));
  }
}
