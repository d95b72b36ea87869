package io.dinggate.local;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.dinggate.local.cloud.CloudGateway;
import io.smallrye.config.ConfigMapping;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.NullMarked;

/** What holds for the whole module; each rule says why. */
@AnalyzeClasses(
    packages = "io.dinggate.local",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule FEATURES_ARE_ACYCLIC =
      slices()
          .matching("io.dinggate.local.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature can be read, and changed, without the ones that stand on it");

  @ArchTest
  static final ArchRule PLATFORM_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("io.dinggate.local.platform..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.dinggate.local.(*)..")
                  .and(not(resideInAPackage("io.dinggate.local.platform.."))))
          .because("everything stands on it");

  @ArchTest
  static final ArchRule NOTHING_CALLS_THE_CLOUD_INSIDE_A_TRANSACTION =
      methods()
          .that()
          .areAnnotatedWith(Transactional.class)
          .should(neverReachTheCloud())
          .because("a database connection must not wait for another machine");

  @ArchTest
  static final ArchRule TRANSACTIONS_ARE_DECLARED_ON_METHODS =
      noClasses()
          .should()
          .beAnnotatedWith(Transactional.class)
          .because("the rule above looks at methods");

  @ArchTest
  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dinggate.local.platform..")
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
  static final ArchRule ENTITIES_STAY_INSIDE =
      classes()
          .that()
          .areAnnotatedWith(Entity.class)
          .should()
          .bePackagePrivate()
          .because("records go outwards, rows do not");

  @ArchTest
  static final ArchRule CLIENTS_STAY_INSIDE =
      classes()
          .that()
          .areAnnotatedWith(RegisterRestClient.class)
          .should()
          .bePackagePrivate()
          .because("the gateway has the deadlines, the circuit and the words for what went wrong");

  @ArchTest
  static final ArchRule ONLY_ONE_SPEAKS_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.dinggate.local.cloud..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quarkus.rest.client..")
                  .or(resideInAPackage("org.eclipse.microprofile.rest.client.."))
                  .or(resideInAPackage("java.net.http.."))
                  .or(resideInAPackage("jakarta.ws.rs.client..")))
          .because("the cloud package is the only code that calls the cloud");

  @ArchTest
  static final ArchRule WEBHOOKS_GO_PAST_THE_GUARD =
      noClasses()
          .that()
          .doNotHaveSimpleName("HttpWebhookPost")
          .should()
          .dependOnClassesThat(
              nameMatching("io\\.vertx\\.core\\.http\\.HttpClient(Options|Request)?"))
          .because("it connects to addresses that were looked at, and to no others");

  @ArchTest
  static final ArchRule RESOURCES_ONLY_TRANSLATE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Resource")
          .should()
          .dependOnClassesThat(nameMatching(".*(Repository|Entity|Rows)"))
          .because("they translate between HTTP and the feature");

  @ArchTest
  static final ArchRule RESOURCES_ARE_NAMED_SO =
      classes()
          .that()
          .areAnnotatedWith(Path.class)
          .and()
          .areNotInterfaces()
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleNameEndingWith("Resource")
          .because("the rule above finds them by name");

  @ArchTest
  static final ArchRule INJECTION_IS_BY_CONSTRUCTOR =
      noFields()
          .should()
          .beAnnotatedWith(Inject.class)
          .because("what a class needs is in its constructor");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    var unmarked =
        classes.stream()
            .map(type -> type.getPackage())
            .distinct()
            .filter(any -> !any.isAnnotatedWith(NullMarked.class))
            .map(any -> any.getName())
            .toList();

    assertThat(unmarked).as("packages without @NullMarked in their package-info").isEmpty();
  }

  @ArchTest
  static void everyConfigMappingIsKnownToThePreflight(JavaClasses classes) {
    var mappings =
        classes.stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .map(type -> type.getName())
            .toList();

    assertThat(LocalMain.MAPPINGS.stream().map(Class::getName))
        .as("LocalMain.MAPPINGS")
        .containsExactlyInAnyOrderElementsOf(mappings);
  }

  /** Interfaces behind which the gateway stands; the path through them cannot be followed. */
  private static final Set<String> PORTS =
      Set.of("io.dinggate.local.message.CloudMailbox", "io.dinggate.local.message.Addresses");

  private static ArchCondition<JavaMethod> neverReachTheCloud() {
    return new ArchCondition<>("never reach CloudGateway") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        var path = pathToTheCloud(method);
        if (!path.isEmpty()) {
          events.add(
              SimpleConditionEvent.violated(
                  method, method.getFullName() + " calls the cloud by way of " + path));
        }
      }
    };
  }

  /** The calls that lead from the method to the gateway, through our own code; empty if none do. */
  private static List<String> pathToTheCloud(JavaMethod start) {
    var seen = new HashSet<String>();
    var toLookAt = new ArrayDeque<JavaMethod>();
    toLookAt.add(start);
    while (!toLookAt.isEmpty()) {
      var method = toLookAt.remove();
      for (var call : method.getMethodCallsFromSelf()) {
        if (call.getTargetOwner().isEquivalentTo(CloudGateway.class)
            || PORTS.contains(call.getTargetOwner().getName())) {
          return List.of(method.getFullName(), call.getTarget().getFullName());
        }
        call.getTarget()
            .resolveMember()
            .filter(next -> next.getOwner().getPackageName().startsWith("io.dinggate.local"))
            .filter(next -> seen.add(next.getFullName()))
            .ifPresent(toLookAt::add);
      }
    }
    return List.of();
  }
}
