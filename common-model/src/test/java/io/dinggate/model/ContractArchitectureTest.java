package io.dinggate.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.dinggate", importOptions = ImportOption.DoNotIncludeTests.class)
class ContractArchitectureTest {

  @ArchTest
  static final ArchRule THE_CONTRACT_IS_PLAIN_JAKARTA =
      classes()
          .that()
          .resideInAPackage("io.dinggate.model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.dinggate.model..",
              "java..",
              "jakarta.ws.rs..",
              "jakarta.validation..",
              "com.fasterxml.jackson.annotation..",
              "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule NOTHING_KNOWS_QUARKUS_OR_A_DATABASE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus.arc..",
              "io.quarkus.runtime..",
              "io.quarkus.logging..",
              "jakarta.persistence..",
              "java.sql..");
}
