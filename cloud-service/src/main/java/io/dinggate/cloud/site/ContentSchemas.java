package io.dinggate.cloud.site;

import static io.dinggate.cloud.site.ApiDocument.text;
import static org.eclipse.microprofile.openapi.OASFactory.createSchema;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The kinds of a type that Jackson tells apart by a member, for the OpenAPI document. */
final class ContentSchemas {

  private ContentSchemas() {}

  /** The schema of {@code base} and of each of its kinds, which are records of texts and maps. */
  static Map<String, Schema> of(Class<?> base) {
    var member = Objects.requireNonNull(base.getAnnotation(JsonTypeInfo.class)).property();
    var discriminator = OASFactory.createDiscriminator().propertyName(member);
    var one = createSchema();
    var schemas = new LinkedHashMap<String, Schema>();
    for (var kind : Objects.requireNonNull(base.getAnnotation(JsonSubTypes.class)).value()) {
      var name = kind.value().getSimpleName();
      var reference = "#/components/schemas/" + name;
      discriminator.addMapping(kind.name(), reference);
      one.addOneOf(createSchema().ref(reference));
      schemas.put(name, kind(kind.value(), member, kind.name()));
    }
    schemas.put(base.getSimpleName(), one.discriminator(discriminator));
    return schemas;
  }

  private static Schema kind(Class<?> type, String member, String name) {
    var schema =
        createSchema()
            .type(List.of(SchemaType.OBJECT))
            .addRequired(member)
            .addProperty(member, text().addEnumeration(name));
    for (var component : type.getRecordComponents()) {
      schema.addProperty(component.getName(), member(component));
      var annotated = component.getAccessor();
      if (annotated.isAnnotationPresent(NotNull.class)
          || annotated.isAnnotationPresent(NotBlank.class)) {
        schema.addRequired(component.getName());
      }
    }
    return schema;
  }

  private static Schema member(RecordComponent component) {
    if (component.getType() == Map.class) {
      return createSchema().type(List.of(SchemaType.OBJECT)).additionalPropertiesSchema(text());
    }
    var size = component.getAccessor().getAnnotation(Size.class);
    return size == null ? text() : text().maxLength(size.max());
  }
}
