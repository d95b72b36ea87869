package io.dinggate.cloud;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.NullMarked;

/** What holds for the whole module; each rule says why. */
@AnalyzeClasses(
    packages = {"io.dinggate.cloud", "io.dinggate.model", "io.dinggate.platform"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule FEATURES_ARE_ACYCLIC =
      slices()
          .matching("io.dinggate.cloud.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature can be read, and changed, without the ones that stand on it");

  @ArchTest
  static final ArchRule PLATFORM_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("io.dinggate.cloud.platform..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.dinggate.cloud.(*)..")
                  .and(not(resideInAPackage("io.dinggate.cloud.platform.."))))
          .because("everything stands on it");

  @ArchTest
  static final ArchRule ONLY_WRITES_OPENS_TRANSACTIONS =
      noMethods()
          .should()
          .beAnnotatedWith(Transactional.class)
          .because("SQLite has one writer: changes go through platform.Writes");

  @ArchTest
  static final ArchRule ONLY_WRITES_OPENS_TRANSACTIONS_FOR_CLASSES =
      noClasses()
          .should()
          .beAnnotatedWith(Transactional.class)
          .because("SQLite has one writer: changes go through platform.Writes");

  @ArchTest
  static final ArchRule TRANSACTIONS_BY_HAND_ARE_THE_PLATFORMS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dinggate.cloud.platform..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quarkus.narayana..")
                  .or(nameMatching("jakarta\\.transaction\\.(UserTransaction|TransactionManager)"))
                  .or(nameMatching("javax\\.sql\\.DataSource"))
                  .or(nameMatching("io\\.agroal\\..*")))
          .because("SQLite has one writer: changes go through platform.Writes, reads by Reads");

  @ArchTest
  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.dinggate.cloud.platform..", "io.dinggate.platform..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("tests move the clock that is injected");

  @ArchTest
  static final ArchRule WIRE_AND_CLIENTS_STAY_INSIDE =
      classes()
          .that()
          .resideInAPackage("io.dinggate.cloud.dingtalk..")
          .and()
          .haveNameMatching(".*\\.(Oapi|Api)(Client|Wire|Answers|Errors)(\\$.*)?")
          .should()
          .notBePublic()
          .because("DingTalk's own forms are nobody else's");

  @ArchTest
  static final ArchRule ONLY_ONE_SPEAKS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dinggate.cloud.dingtalk..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quarkus.rest.client..")
                  .or(resideInAPackage("org.eclipse.microprofile.rest.client.."))
                  .or(resideInAPackage("java.net.http.."))
                  .or(resideInAPackage("jakarta.ws.rs.client..")))
          .because("the dingtalk package is the only code that calls anybody");

  @ArchTest
  static final ArchRule RESOURCES_ONLY_TRANSLATE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .should()
          .dependOnClassesThat(
              nameMatching(".*(Table|Rows)")
                  .or(nameMatching("io\\.dinggate\\.cloud\\.platform\\.(Writes|Reads)")))
          .because("they translate between HTTP and the feature")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule RESOURCES_ARE_NAMED_SO =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .and()
          .areNotInterfaces()
          .should()
          .haveSimpleNameEndingWith("Resource")
          .because("the rule above finds them by name")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule INJECTION_IS_BY_CONSTRUCTOR =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.dinggate.cloud..")
          .should()
          .beAnnotatedWith(Inject.class)
          .because("what a class needs is in its constructor");

  @ArchTest
  static final ArchRule COMMON_MODEL_IS_PLAIN_JAKARTA =
      noClasses()
          .that()
          .resideInAnyPackage("io.dinggate.model..", "io.dinggate.platform..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quarkus..")
                  .and(not(resideInAPackage("io.quarkus.security")))
                  .or(resideInAPackage("jakarta.persistence.."))
                  .or(resideInAPackage("io.dinggate.cloud..")))
          .because("both services share it; of Quarkus it knows the security exceptions alone");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    var unmarked =
        classes.stream()
            .map(type -> type.getPackage())
            .distinct()
            .filter(any -> any.getName().startsWith("io.dinggate.cloud"))
            .filter(any -> !any.isAnnotatedWith(NullMarked.class))
            .map(any -> any.getName())
            .toList();

    assertThat(unmarked).as("packages without @NullMarked in their package-info").isEmpty();
  }

  @ArchTest
  static void everyConfigMappingIsKnownToThePreflight(JavaClasses classes) {
    var mappings =
        classes.stream()
            .filter(type -> type.getPackageName().startsWith("io.dinggate.cloud"))
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .map(type -> type.getName())
            .toList();

    assertThat(CloudMain.MAPPINGS.stream().map(Class::getName))
        .as("CloudMain.MAPPINGS")
        .containsExactlyInAnyOrderElementsOf(mappings);
  }
}
